import { WorkedExample } from './worked-example.tsx'

/** The bonus in plain words: whose it is, how far it can reach, and three sums. */
export function HowBonusWorks() {
  return (
    <>
      <p>
        Only a deal made in adjustment carries a bonus: <strong>5% of the deal number</strong>, rounded down
        to the cent. It goes to the side that got to the deal number first.
      </p>
      <p>
        Who was first needs no argument. The entry that makes the deal brings its side to the deal number at
        that very instant; had it been there before, the deal would have been made then. The other side had
        been there, without a break, since it entered its standing number. So the bonus goes to the side whose
        entry did <strong>not</strong> make the deal. If both standing numbers were entered at the same
        instant, there is no bonus. A number carried over from opening counts from the time it was entered.
      </p>
      <ul>
        <li>The defendant was there first: the settlement amount is the deal number less the bonus.</li>
        <li>The plaintiff was there first: the settlement amount is the deal number plus the bonus.</li>
      </ul>
      <WorkedExample
        title="The defendant moves, and meets exactly"
        story="The demand has stood at $100,000 since opening. In adjustment the defendant raises its offer from $60,000 to $100,000."
        lines={[
          { term: 'Deal number', detail: '$100,000' },
          { term: 'Bonus, to the plaintiff', detail: '$5,000' },
          { term: 'Settlement amount', detail: '$105,000', total: true },
        ]}
      />
      <WorkedExample
        title="The plaintiff moves, and overlaps"
        story="The offer has stood at $60,000. In adjustment the plaintiff lowers its demand from $100,000 to $55,000. One of the 5,001 whole-dollar figures from $55,000 to $60,000 is drawn; say it is $57,000."
        lines={[
          { term: 'Deal number', detail: '$57,000' },
          { term: 'Bonus, to the defendant', detail: '$2,850' },
          { term: 'Settlement amount', detail: '$54,150', total: true },
        ]}
      />
      <h3>How far the bonus can reach</h3>
      <p>
        The bonus may take the amount past the number of the side that moves, as in both examples. It is not
        capped, because a cap would give that number away. So before you seal a number, the form shows{' '}
        <strong>the figure that can bind</strong>, and you confirm your client’s authority for that figure:
      </p>
      <div className="overflow-x-auto">
        <table className="w-full text-left">
          <thead>
            <tr className="border-b border-edge text-sm text-muted">
              <th scope="col" className="py-2 pr-4 font-medium">
                You enter
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                Defendant pays at most
              </th>
              <th scope="col" className="py-2 font-medium">
                Plaintiff receives at least
              </th>
            </tr>
          </thead>
          <tbody>
            <Row term="in opening" pays="the offer" receives="the demand" />
            <Row
              term="in adjustment, and it makes the deal at once"
              pays="the offer plus 5% of it"
              receives="the demand less 5% of it"
            />
            <Row term="in adjustment, once it stands" pays="the offer" receives="the demand" />
          </tbody>
        </table>
      </div>
      <WorkedExample
        title="The worst case of an entry"
        story="In adjustment a defendant enters an offer of $80,000. The demand may be anything; the most that this entry can bind the defendant to is a deal at exactly $80,000 with the bonus to the plaintiff."
        lines={[
          { term: 'Offer', detail: '$80,000' },
          { term: 'The figure that can bind', detail: '$84,000', total: true },
        ]}
      />
      <p>
        The form also takes it the other way round: say “my limit, all in, is $84,000”, and it proposes the
        largest offer whose worst case stays within that limit. Each entry names the step for which its figure
        was shown: if you confirm at 47:59 and the entry arrives after the 48 hours, it is refused and the
        form shows you the new figure.
      </p>
    </>
  )
}

function Row({
  term,
  pays,
  receives,
}: {
  readonly term: string
  readonly pays: string
  readonly receives: string
}) {
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="py-3 pr-4 font-normal text-muted">
        {term}
      </th>
      <td className="py-3 pr-4">{pays}</td>
      <td className="py-3">{receives}</td>
    </tr>
  )
}
