import { otherSide, type Side } from '../../../domain/side.ts'
import type { SessionView } from '../../../domain/visibility.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Form } from '../../ui/form.tsx'
import { cityOf } from '../../ui/format-time.ts'
import { TextField } from '../../ui/text-field.tsx'
import { IntentForm } from './intent-form.tsx'
import { OtherSideSees } from './other-side-sees.tsx'
import { sideName } from './side-words.ts'

export interface StartProposalProps {
  readonly view: SessionView
  readonly own: Side
  readonly words: Readonly<Record<Side, string>>
  readonly timeZone: string
  /** Of the form that was refused: the fields keep what was typed. */
  readonly typed: StartTyped
}

export type StartTyped = {
  readonly date: string
  readonly time: string
  readonly errors: Readonly<Partial<Record<'date' | 'time', readonly string[]>>>
}

/** A start later than "as soon as everything is settled". It counts only if both sides choose it. */
export function StartProposal({ view, own, words, timeZone, typed }: StartProposalProps) {
  const { agreedAt, proposal } = view.start
  const can = view.own?.can
  return (
    <>
      {agreedAt === null ? (
        <p>
          Opening begins as soon as everything is settled. If both sides choose a later start, it begins then.
        </p>
      ) : (
        <p>
          Both sides chose this start:{' '}
          <strong>
            <DateTime at={agreedAt} alsoIn={timeZone} />
          </strong>
          . If something is still open then, opening begins as soon as it is settled.
        </p>
      )}
      {proposal !== null && (
        <p>
          {sideName(proposal.by, own, words)} proposes{' '}
          <strong>
            <DateTime at={proposal.startsAt} alsoIn={timeZone} />
          </strong>
          . An unanswered proposal delays nothing.
        </p>
      )}
      {can?.['accept-start'] === true && proposal !== null && proposal.by === otherSide(own) && (
        <IntentForm intent="accept-start" fields={{ startsAt: proposal.startsAt }}>
          Agree to this start
        </IntentForm>
      )}
      {can?.['withdraw-start-proposal'] === true && (
        <IntentForm intent="withdraw-start" look="secondary">
          Take our proposal back
        </IntentForm>
      )}
      {(can?.['accept-start'] === true || can?.['withdraw-start-proposal'] === true) && (
        <OtherSideSees>what you choose here, at once. A start that both chose stays agreed.</OtherSideSees>
      )}
      {can?.['propose-start'] === true && <ProposeForm timeZone={timeZone} typed={typed} />}
    </>
  )
}

function ProposeForm({ timeZone, typed }: Pick<StartProposalProps, 'timeZone' | 'typed'>) {
  return (
    <details className="flex flex-col gap-4" open={typed.date !== '' || undefined}>
      <summary className="link min-h-[44px] cursor-pointer content-center">Propose a later start</summary>
      <Form preventScrollReset className="gap-4 pt-3">
        <input type="hidden" name="intent" value="propose-start" />
        <div className="flex flex-wrap gap-4">
          <TextField
            id="start-date"
            name="date"
            type="date"
            label="Day"
            defaultValue={typed.date}
            errors={typed.errors.date}
          />
          <TextField
            id="start-time"
            name="time"
            type="time"
            label={`Time in ${cityOf(timeZone)} (the matter’s time zone)`}
            defaultValue={typed.time}
            errors={typed.errors.time}
          />
        </div>
        <SubmitButton look="secondary" className="self-start">
          Propose this start
        </SubmitButton>
        <OtherSideSees>
          the day and time you propose. It can agree, propose another, or do nothing.
        </OtherSideSees>
      </Form>
    </details>
  )
}
