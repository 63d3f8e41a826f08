import { clauseNumber, type RulesSection } from '../../../contract/rules-text.ts'

export interface RulesSectionTextProps {
  readonly section: RulesSection
  /** The section's place in the rules, from 0. */
  readonly position: number
}

/** The clauses of a section with their numbers, as lawyers cite them. */
export function RulesSectionText({ section, position }: RulesSectionTextProps) {
  return (
    <ol data-plain className="flex flex-col gap-4">
      {section.clauses.map(({ text, list }, clause) => (
        <li key={text} id={`${section.id}-${clause + 1}`} className="flex scroll-mt-6 gap-4">
          <span className="w-11 shrink-0 text-muted">{clauseNumber(position, clause)}</span>
          <div className="flex min-w-0 flex-col gap-3">
            <p>{text}</p>
            {list !== undefined && (
              <ol data-plain className="flex flex-col gap-2">
                {list.map((item, letter) => (
                  <li key={item} className="flex gap-3">
                    <span className="w-7 shrink-0 text-muted">({String.fromCharCode(97 + letter)})</span>
                    <span className="min-w-0">{item}</span>
                  </li>
                ))}
              </ol>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
