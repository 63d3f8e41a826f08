import { useState } from 'react'
import { MAX_MESSAGE_FILES, MESSAGE_MEDIA_TYPES } from '../../../contract/documents.ts'
import { MAX_MESSAGE } from '../../../contract/messages.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { ErrorSummary, type SummaryError } from '../../ui/error-summary.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { FileField } from '../documents/file-field.tsx'

export type MessageErrors = {
  readonly body: readonly string[]
  readonly files: readonly string[]
}

export interface MessageFormProps {
  readonly submissionId: string
  /** Whom it goes to, within a sentence: "the respondent side". */
  readonly other: string
  readonly otherHasJoined: boolean
  readonly typed: string
  readonly errors: MessageErrors
}

const TEXT = 'message-body'
const FILES = 'message-files'

/** Mount it anew once a message is sent: the next one has an id of its own. */
export function MessageForm({ submissionId, other, otherHasJoined, typed, errors }: MessageFormProps) {
  const [id] = useState(submissionId)
  const summary: readonly SummaryError[] = [
    ...errors.body.map((message) => ({ message, controlId: TEXT })),
    ...errors.files.map((message) => ({ message, controlId: FILES })),
  ]
  return (
    <Form encType="multipart/form-data" preventScrollReset className="gap-4">
      <ErrorSummary errors={summary} />
      <Notice tone="warn" title="Do not write your number here">
        <p>
          What you write and attach goes to {other} at once, and cannot be changed or taken back.{' '}
          {!otherHasJoined && 'It has not joined yet, and reads this as soon as it does.'}
        </p>
      </Notice>
      <input type="hidden" name="submissionId" value={id} />
      <TextArea
        id={TEXT}
        name="body"
        label={`Message to ${other}`}
        maxLength={MAX_MESSAGE}
        defaultValue={typed}
        errors={errors.body}
      />
      <FileField
        id={FILES}
        name="files"
        label="Files to share"
        hint={`PDF, DOCX, PNG or JPEG. At most ${MAX_MESSAGE_FILES} files, together up to 25 MB.`}
        allowed={MESSAGE_MEDIA_TYPES}
        multiple
        optional
        errors={errors.files}
      />
      <SubmitButton className="self-start" pendingLabel="Sending…">
        Send to {other}
      </SubmitButton>
    </Form>
  )
}
