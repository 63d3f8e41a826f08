import type { SeatMember } from '../../../contract/matters.ts'
import { Badge } from '../../ui/badge.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { ConfirmAction } from './confirm-action.tsx'
import { roleWords } from './role-words.ts'

export interface SeatPeopleProps {
  readonly people: readonly SeatMember[]
  /** The reader leads the seat. */
  readonly mayManage: boolean
}

/** Everybody on the reader's own seat. The lead adds, removes and hands over; the others read. */
export function SeatPeople({ people, mayManage }: SeatPeopleProps) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {people.map((person) => (
        <li
          key={person.userId}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0"
        >
          <div className="flex min-w-0 flex-col">
            <span className="flex flex-wrap items-center gap-2 font-medium">
              {person.name}
              {person.isReader && <span className="font-normal text-muted">(you)</span>}
              <Badge tone={person.role === 'lead' ? 'accent' : 'neutral'}>{roleWords[person.role]}</Badge>
            </span>
            <span className="text-sm break-words text-muted">
              {[person.firm, person.email].filter((part) => part !== '').join(', ')}
            </span>
            <span className="text-sm text-muted">
              Since <DateTime at={person.addedAt} show="date" />
            </span>
          </div>
          {mayManage && person.role !== 'lead' && <PersonActions person={person} />}
        </li>
      ))}
    </ul>
  )
}

function PersonActions({ person }: { readonly person: SeatMember }) {
  const { userId, name } = person
  return (
    <div className="flex flex-wrap gap-2">
      {person.role === 'member' && (
        <ConfirmAction
          label="Hand over the lead"
          about={name}
          look="secondary"
          title={`Make ${name} the lead?`}
          confirmLabel="Hand over the lead"
          fields={{ intent: 'hand-over', userId }}
        >
          <p>{name} then decides for your side, and you become a member.</p>
          <p>
            A number that stands is void: the new lead confirms the client’s authority and enters anew. In the
            terms, your side’s acceptance of the rules is undone. The other side is not told of the number.
          </p>
        </ConfirmAction>
      )}
      <ConfirmAction
        label="Remove"
        about={name}
        title={`Remove ${name} from your side?`}
        confirmLabel="Remove"
        fields={{ intent: 'remove', userId }}
      >
        <p>Access ends at once, on pages that are open as well. What {name} wrote and uploaded stays.</p>
      </ConfirmAction>
    </div>
  )
}
