import { useState } from 'react'
import { TERMS_MEDIA_TYPES } from '../../../contract/documents.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { useFormPending } from '../../ui/form-state.tsx'
import { Progress } from '../../ui/progress.tsx'
import { FileField } from '../documents/file-field.tsx'
import { OtherSideSees } from './other-side-sees.tsx'

export interface UploadVersionProps {
  readonly submissionId: string
  /** The number that the version will have. */
  readonly next: number
  readonly errors: readonly string[] | undefined
}

/** A settlement agreement or MOU from the own files. Mount it anew for the next one. */
export function UploadVersion({ submissionId, next, errors }: UploadVersionProps) {
  // The id stays with the file that was chosen, while the page around it is refreshed.
  const [id] = useState(submissionId)
  return (
    <Form encType="multipart/form-data" preventScrollReset className="gap-4">
      <input type="hidden" name="intent" value="upload" />
      <input type="hidden" name="submissionId" value={id} />
      <FileField
        id="terms-file"
        name="file"
        label="Settlement agreement or memorandum of understanding"
        hint="PDF or Word (DOCX), up to 25 MB. Leave the amount open: it comes from the deal. Do not write a number that you would pay or take."
        allowed={TERMS_MEDIA_TYPES}
        errors={errors}
      />
      <Uploading />
      <SubmitButton
        className="self-start"
        look={next === 1 ? 'primary' : 'secondary'}
        pendingLabel="Uploading…"
      >
        Upload as version {next}
      </SubmitButton>
      <OtherSideSees>the document, at once, with your name and the time.</OtherSideSees>
    </Form>
  )
}

function Uploading() {
  const pending = useFormPending()
  return pending ? <Progress id="terms-uploading" label="Uploading and checking the document" /> : null
}
