import { type ChangeEvent, useState } from 'react'
import {
  type DocumentProblem,
  describeDocumentProblem,
  describeSize,
  EXTENSIONS,
  MAX_DOCUMENT_BYTES,
  type MediaType,
} from '../../../contract/documents.ts'
import { controlAria, Field } from '../../ui/field.tsx'

export interface FileFieldProps {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly allowed: readonly MediaType[]
  readonly multiple?: boolean
  readonly optional?: boolean
  readonly required?: boolean
  readonly errors?: readonly string[] | undefined
}

/**
 * Files to send. What can be told before sending (nothing in it, too large) is told at once; what is in a file only the
 * server judges.
 */
export function FileField({
  id,
  name,
  label,
  hint,
  allowed,
  multiple,
  optional,
  required,
  errors,
}: FileFieldProps) {
  const [chosen, setChosen] = useState<readonly File[]>([])
  const found = chosen.flatMap((file) => {
    const problem = problemOf(file)
    return problem === null ? [] : [`${file.name}: ${describeDocumentProblem(problem, allowed)}`]
  })
  const shown = found.length > 0 ? found : errors
  return (
    <Field
      id={id}
      label={label}
      hint={hint}
      errors={shown}
      optional={optional ?? false}
      after={
        chosen.length > 0 && (
          <p role="status" className="text-sm text-muted [overflow-wrap:anywhere]">
            {chosen.map((file) => `${file.name} (${describeSize(file.size)})`).join(', ')}
          </p>
        )
      }
    >
      <input
        {...controlAria({ id, hint, errors: shown })}
        type="file"
        name={name}
        multiple={multiple}
        required={required}
        accept={allowed.flatMap((type) => [type, `.${EXTENSIONS[type]}`]).join(',')}
        onChange={(event: ChangeEvent<HTMLInputElement>) => {
          const files = [...(event.target.files ?? [])]
          setChosen(files)
          // The form is not sent while a file is known to be refused.
          const refused = files.some((file) => problemOf(file) !== null)
          event.target.setCustomValidity(refused ? 'Choose another file.' : '')
        }}
        className="control w-full p-2 file:mr-3 file:min-h-[36px] file:cursor-pointer file:rounded-sm file:border file:border-edge file:bg-sunken file:px-3 file:text-ink"
      />
    </Field>
  )
}

function problemOf(file: File): DocumentProblem | null {
  if (file.size === 0) return 'file-empty'
  return file.size > MAX_DOCUMENT_BYTES ? 'file-too-large' : null
}
