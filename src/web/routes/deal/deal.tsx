import { FileDown } from 'lucide-react'
import { data, Link } from 'react-router'
import { formatAmount } from '../../../domain/money.ts'
import { isCurrency } from '../../../domain/money-currencies.ts'
import { amountInWords } from '../../../domain/money-words.ts'
import { paths } from '../../paths.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { Section } from '../../ui/section.tsx'
import { loadMatterSession } from '../session/load-matter-session.ts'
import type { Route } from './+types/deal.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Deal · ${loaderData?.matter.caption ?? 'Matter'} · Backchannel` },
]

export async function loader(args: Route.LoaderArgs) {
  const { matter, seat, view, deal } = await loadMatterSession(args)
  if (deal === null || !isCurrency(matter.currency)) throw data(null, { status: 404 })
  return { matter: { ...matter, currency: matter.currency }, seat, view, deal }
}

/** The deal, the same for both sides: the amount, how it came about as far as both may know, and what happens next. */
export default function DealPage({ loaderData }: Route.ComponentProps) {
  const { matter, seat, view, deal } = loaderData
  const { currency, words } = matter
  const settlement = BigInt(deal.settlementCents)
  const figure = (cents: string) => formatAmount(BigInt(cents), currency)
  return (
    <div className="flex flex-col gap-6">
      <Section>
        <p className="text-muted">
          Deal made <DateTime at={deal.at} alsoIn={matter.timeZone} />
        </p>
        <div>
          <h2 className="text-xl">Settlement amount</h2>
          <p className="font-serif text-4xl font-semibold break-words tabular-nums">
            {figure(deal.settlementCents)}
          </p>
          <p className="text-lg">{amountInWords(settlement, currency)}</p>
        </div>
        <p>
          The <span>{words.defendant}</span> pays the <span>{words.plaintiff}</span> this amount. It is the
          only figure that goes into the agreement.
        </p>
        <a
          href={paths.matterDealRecord(matter.id)}
          className="link inline-flex min-h-[44px] items-center gap-2 self-start font-medium print:hidden"
          download
        >
          <FileDown aria-hidden="true" className="size-5" />
          Record of the deal (PDF, the same file for both sides)
        </a>
      </Section>

      <Section title="How the amount comes about">
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
          <dt className="text-muted">Deal number</dt>
          <dd className="tabular-nums">{figure(deal.dealNumberCents)}</dd>
          <dt className="text-muted">Bonus</dt>
          <dd className="tabular-nums">{deal.bonusTo === null ? 'None' : figure(deal.bonusCents)}</dd>
          <dt className="text-muted">Settlement amount</dt>
          <dd className="font-semibold tabular-nums">{figure(deal.settlementCents)}</dd>
        </dl>
        <p>{bonusSentence(deal.bonusTo, deal.step, words, seat.side)}</p>
        <p>
          Nobody is told whether the numbers met exactly or crossed, or what the other side’s number was. Both
          numbers have been destroyed.
        </p>
      </Section>

      <Section title="What happens next">
        <ol className="flex list-decimal flex-col gap-2 pl-6">
          <li>
            {view.settlement?.kind === 'document' ? (
              <>
                The agreement that both sides approved (version {view.settlement.version.version}) now has its
                amount.{' '}
                <Link className="link" to={paths.matterTerms(matter.id)}>
                  Open the terms
                </Link>
              </>
            ) : (
              'Both sides skipped the terms: the claims described in the matter are released for the amount, and the long form is to follow.'
            )}
          </li>
          <li>Counsel finalize and sign the papers, and file what the court requires.</li>
          <li>Payment is made directly between the sides. Backchannel moves no money.</li>
        </ol>
      </Section>
    </div>
  )
}

function bonusSentence(
  bonusTo: 'plaintiff' | 'defendant' | null,
  step: 'opening' | 'adjustment',
  words: Readonly<Record<'plaintiff' | 'defendant', string>>,
  ownSide: 'plaintiff' | 'defendant',
): string {
  if (step === 'opening') return 'The deal was made at the close of opening, which carries no bonus.'
  if (bonusTo === null)
    return 'Both sides got to the deal number at the same instant, so nobody earns the bonus.'
  const who = bonusTo === ownSide ? 'Your side' : `The ${words[bonusTo]}`
  const effect = bonusTo === 'defendant' ? 'is taken off the deal number' : 'is added to the deal number'
  return `${who} got to the deal number first, so the 5% bonus goes to it: it ${effect}.`
}
