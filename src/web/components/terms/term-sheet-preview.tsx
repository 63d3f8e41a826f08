import type { TermSheet } from '../../../contract/term-sheet.ts'
import { termSheetClauses } from '../../../contract/term-sheet-clauses.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { OtherSideSees } from './other-side-sees.tsx'
import type { SideWords } from './side-words.ts'

export interface TermSheetPreviewProps {
  readonly sheet: TermSheet
  readonly words: SideWords
  /** The number that the version will have. */
  readonly next: number
  readonly submissionId: string
}

/** How a complete sheet reads; what is made into a version is just this, whatever is changed below meanwhile. */
export function TermSheetPreview({ sheet, words, next, submissionId }: TermSheetPreviewProps) {
  return (
    <Section title="How it reads">
      <ol className="flex max-w-(--container-prose) flex-col gap-6">
        {termSheetClauses(sheet, words).map(({ heading, paragraphs, list, quote }, index) => (
          <li key={heading} className="flex flex-col gap-2">
            <h3 className="text-lg">
              {index + 1}. {heading}
            </h3>
            {paragraphs.map((paragraph) => (
              <p key={paragraph} className="[overflow-wrap:anywhere]">
                {paragraph}
              </p>
            ))}
            {list !== undefined && (
              <ul className="list-disc pl-6">
                {list.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            )}
            {quote !== undefined && (
              <blockquote className="border-l-[3px] border-line pl-4">{quote}</blockquote>
            )}
          </li>
        ))}
      </ol>
      <Form className="gap-3 border-t border-line pt-4">
        <input type="hidden" name="intent" value="make" />
        <input type="hidden" name="submissionId" value={submissionId} />
        {Object.entries(sheet).map(([field, answer]) => (
          <input key={field} type="hidden" name={field} value={answer} />
        ))}
        <SubmitButton className="self-start" pendingLabel="Making the document…">
          Make this version {next}
        </SubmitButton>
        <OtherSideSees>
          this text as a PDF, at once. Approvals of an earlier version are undone.
        </OtherSideSees>
      </Form>
    </Section>
  )
}
