import type { ComponentProps } from 'react'
import { isCurrency } from '../../../domain/money-currencies.ts'
import { stepOf } from '../../../domain/session-state.ts'
import { SessionDeadline } from '../../components/matters/session-deadline.tsx'
import { LiveNumber } from '../../components/number/live-number.tsx'
import { WhatTheySee } from '../../components/number/what-they-see.tsx'
import { EndSession } from '../../components/session/end-session.tsx'
import { KeepRunning } from '../../components/session/keep-running.tsx'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { loadMatterSession } from '../session/load-matter-session.ts'
import type { Route } from './+types/number.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Your number · ${loaderData?.matter.caption ?? 'Matter'} · Backchannel` },
]

export function loader(args: Route.LoaderArgs) {
  return loadMatterSession(args)
}

/** The seat's number in opening and adjustment: whether it stands, entering it, and how the session goes on. */
export default function NumberPage({ loaderData }: Route.ComponentProps) {
  const { matter, seat, session, view, now, closing } = loaderData
  const step = stepOf(view.phase)
  const own = view.own
  const deadline = {
    matterId: matter.id,
    view,
    timeZone: matter.timeZone,
    isPractice: matter.isPractice,
    now,
  }
  if (view.phase === 'terms' && view.opensAt !== null) return <NotYet deadline={deadline} />
  if (view.heldAt !== null) {
    return (
      <Section title="No number is taken">
        <p>The session is on hold. The numbers are destroyed, and nothing is compared.</p>
      </Section>
    )
  }
  if (own === null || step === null || !isCurrency(matter.currency)) {
    return <NotNow matterId={matter.id} phase={view.phase} hasDeal={view.ending?.kind === 'deal'} />
  }
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(16rem,1fr)]">
      <div className="flex flex-col gap-6">
        {closing && (
          <Notice tone="warn" live="status" title="Closing">
            <p>A deadline has passed and its comparison is being made. No entry is taken meanwhile.</p>
          </Notice>
        )}
        <LiveNumber
          matter={{
            ...matter,
            amountInDisputeCents:
              matter.amountInDisputeCents === null ? null : BigInt(matter.amountInDisputeCents),
          }}
          target={{
            sessionId: session.id,
            seatId: seat.id,
            side: own.side,
            currency: matter.currency,
            publicKey: session.publicKey,
          }}
          currency={matter.currency}
          sessionOrdinal={session.ordinal}
          own={own}
          step={step}
          now={now}
        />
      </div>
      <div className="flex flex-col gap-6">
        <SessionDeadline {...deadline}>
          <p className="text-sm text-muted">
            {step === 'opening'
              ? 'Both numbers are compared once, when opening closes. A number entered now never pays a bonus.'
              : 'Every entry is compared at once. A deal made now carries a 5% bonus to the side that was there first.'}
          </p>
        </SessionDeadline>
        <WhatTheySee matterId={matter.id} />
        <KeepRunning sessionId={session.id} view={view} words={matter.words} timeZone={matter.timeZone} />
        {own.can['end-session'] && <EndSession sessionId={session.id} />}
      </div>
    </div>
  )
}

/** Everything is settled, and opening begins at the start that both chose. */
function NotYet({ deadline }: { deadline: ComponentProps<typeof SessionDeadline> }) {
  return (
    <div className="flex max-w-(--container-prose) flex-col gap-6">
      <Section title="Opening has not begun yet">
        <p>
          The terms are settled, both sides have accepted the rules, and both chose a later start. From then
          on each side enters its number here. Until then there is nothing to enter.
        </p>
        <LinkButton to={paths.matterTerms(deadline.matterId)} className="self-start">
          See the terms
        </LinkButton>
      </Section>
      <SessionDeadline {...deadline} />
    </div>
  )
}

function NotNow({ matterId, phase, hasDeal }: { matterId: string; phase: string; hasDeal: boolean }) {
  if (hasDeal) {
    return (
      <Section title="There is a deal">
        <p>Both numbers have been destroyed. What was agreed stands on the deal page.</p>
        <LinkButton look="primary" to={paths.matterDeal(matterId)} className="self-start">
          Read the deal
        </LinkButton>
      </Section>
    )
  }
  return (
    <Section title={phase === 'terms' ? 'Numbers come after the terms' : 'The session has ended'}>
      <p>
        {phase === 'terms'
          ? 'When both sides have settled the terms and accepted the rules, opening begins, and each side enters its number here.'
          : 'Both numbers have been destroyed. The overview says what can be done next.'}
      </p>
      <LinkButton
        to={phase === 'terms' ? paths.matterTerms(matterId) : paths.matter(matterId)}
        className="self-start"
      >
        {phase === 'terms' ? 'Go to the terms' : 'Go to the overview'}
      </LinkButton>
    </Section>
  )
}
