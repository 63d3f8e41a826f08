import { useState } from 'react'
import { MAX_COMMENT } from '../../../contract/terms.ts'
import type { Side } from '../../../domain/side.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Form } from '../../ui/form.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { OtherSideSees } from './other-side-sees.tsx'
import { sideInSentence } from './side-words.ts'

export interface ThreadComment {
  readonly id: string
  readonly side: Side
  readonly authorName: string
  readonly body: string
  readonly writtenAt: number
}

export interface CommentThreadProps {
  readonly comments: readonly ThreadComment[]
  readonly own: Side
  readonly words: Readonly<Record<Side, string>>
}

/** What was said about a version, the oldest first. */
export function CommentThread({ comments, own, words }: CommentThreadProps) {
  if (comments.length === 0) return <p className="text-muted">No comments on this version yet.</p>
  return (
    <ol className="flex flex-col gap-4">
      {comments.map(({ id, side, authorName, body, writtenAt }) => (
        <li key={id} className="flex flex-col gap-1 border-l-[3px] border-line pl-3">
          <p className="text-sm text-muted">
            <strong className="font-medium text-ink">{authorName}</strong> ({sideInSentence(side, own, words)}
            ), <DateTime at={writtenAt} />
          </p>
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{body}</p>
        </li>
      ))}
    </ol>
  )
}

export interface CommentFormProps {
  readonly version: number
  readonly submissionId: string
  readonly typed: string
  readonly errors: readonly string[] | undefined
}

/** Mount it anew once a comment is posted. */
export function CommentForm({ version, submissionId, typed, errors }: CommentFormProps) {
  const [id] = useState(submissionId)
  return (
    <Form preventScrollReset className="gap-4">
      <input type="hidden" name="intent" value="comment" />
      <input type="hidden" name="submissionId" value={id} />
      <input type="hidden" name="version" value={version} />
      <TextArea
        id="comment"
        name="body"
        label="Add a comment"
        hint="Name the clause it is about. Do not write a number that you would pay or take."
        rows={3}
        maxLength={MAX_COMMENT}
        defaultValue={typed}
        errors={errors}
      />
      <SubmitButton look="secondary" className="self-start" pendingLabel="Posting…">
        Post the comment
      </SubmitButton>
      <OtherSideSees>your comment and your name. It cannot be changed or taken back.</OtherSideSees>
    </Form>
  )
}
