import { Link } from 'react-router'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { Article, type ArticlePart } from '../../components/public/article.tsx'
import { HowBonusWorks } from '../../components/public/how-bonus-works.tsx'
import { TimelineFigure } from '../../components/public/timeline-figure.tsx'
import { WorkedExample } from '../../components/public/worked-example.tsx'
import { paths } from '../../paths.ts'

export const meta = () =>
  pageMeta(
    'How it works',
    'The three steps of a session, when there is a deal and at what figure, the bonus and its worst case, with worked examples.',
  )

export default function HowItWorks() {
  return (
    <Article
      title="How it works"
      lead={
        <p>
          The rules in plain words, complete, with worked examples. What both sides accept before a session is{' '}
          <Link to={paths.rules()} className="link">
            the text of the rules
          </Link>
          .
        </p>
      }
      parts={parts}
    />
  )
}

const parts: readonly ArticlePart[] = [
  {
    id: 'short',
    title: 'In short',
    body: (
      <>
        <p>
          Each side of a dispute enters one number. The plaintiff enters a <strong>demand</strong>: the least
          it will accept. The defendant enters an <strong>offer</strong>: the most it will pay. Neither sees
          the other’s. If the offer reaches the demand there is a deal, binding and final, at a figure between
          the two. If it does not, neither side learns anything but that there is, so far, no deal.
        </p>
        <TimelineFigure />
      </>
    ),
  },
  {
    id: 'start',
    title: 'Getting both sides to the table',
    body: (
      <>
        <p>
          One lawyer (or party, or claims professional) opens a matter and invites the other side by e-mail.
          The invitation is for one address, works once, and lapses after 14 days. Each side has one seat,
          held by a lead; the lead can add members who prepare and clients who read along. Only the lead
          decides and enters numbers.
        </p>
        <p>
          Nobody can sit on both sides. Both seats are refused to the same account, the same organization, and
          the same verified mail domain unless it is a public mail provider’s.
        </p>
      </>
    ),
  },
  {
    id: 'terms',
    title: 'Step 1: terms',
    body: (
      <>
        <p>First the two sides settle everything but the money, in one of two ways:</p>
        <ul>
          <li>
            <strong>Approve a document.</strong> Either side uploads a settlement agreement or a memorandum of
            understanding, or fills in the built-in term sheet. Each side approves the same version,
            identified by its fingerprint (SHA-256).
          </li>
          <li>
            <strong>Skip.</strong> Both sides choose to skip, each by its own click. Then what is settled is:
            the claims described in the matter, released for the amount, long form to follow. One side’s wish
            to skip is not enough.
          </li>
        </ul>
        <p>
          Then each side accepts the rules and confirms that its client authorizes it to settle. No clock
          runs. A new version, a withdrawn approval or a withdrawn skip undoes what depends on it. Either side
          may propose a later start; only one that both chose counts, and an unanswered proposal delays
          nothing.
        </p>
      </>
    ),
  },
  {
    id: 'opening',
    title: 'Step 2: opening, 48 hours',
    body: (
      <>
        <p>
          Opening starts when the last of those conditions is met, or at the agreed later start. From then on
          the terms are frozen. For 48 hours each side may enter its number, change it and withdraw it.
          Nothing is compared.
        </p>
        <p>
          When the 48 hours end, the two standing numbers are compared, once. A deal made here carries no
          bonus.
        </p>
      </>
    ),
  },
  {
    id: 'adjustment',
    title: 'Step 3: adjustment, until day 30',
    body: (
      <>
        <p>
          Without a deal, adjustment runs until 30 days after the opening started. Numbers that stand go on
          standing. Either side may enter, change or withdraw its number at any time, and{' '}
          <strong>every entry is compared at once</strong>. Meanwhile the sides can exchange messages and
          files.
        </p>
        <p>
          <strong>Keep running.</strong> Each side has a switch that both can see. If both are on when the 30
          days end, adjustment goes on for another 30 days with the numbers as they stand, and so on at each
          later end. Off means only: no further extension.
        </p>
      </>
    ),
  },
  {
    id: 'comparing',
    title: 'When there is a deal, and at what number',
    body: (
      <>
        <ul>
          <li>
            <strong>The offer is lower than the demand, or one is missing:</strong> nothing happens. There is,
            so far, no deal, and that is all that can be known.
          </li>
          <li>
            <strong>They are equal:</strong> that number is the deal number.
          </li>
          <li>
            <strong>The offer is higher than the demand:</strong> the deal number is drawn at random from the
            whole dollars between the two, both included, each equally likely. If there is no whole dollar
            between them, it is drawn from the cents. (In another currency, from its whole units or its
            smallest ones.)
          </li>
        </ul>
        <p>
          So a plaintiff’s deal number is never below its demand, and a defendant’s never above its offer. A
          match is a deal at once; it is final, and there is only one.
        </p>
        <WorkedExample
          title="An overlap at the end of opening"
          story="The demand is $50,000 and the offer $62,000. Any whole-dollar figure from $50,000 to $62,000 is equally likely: 12,001 of them. Say $57,310 is drawn."
          lines={[
            { term: 'Deal number', detail: '$57,310' },
            { term: 'Bonus', detail: 'none in opening' },
            { term: 'Settlement amount', detail: '$57,310', total: true },
          ]}
        />
        <WorkedExample
          title="No overlap"
          story="The demand is $50,000 and the offer $49,999."
          lines={[
            { term: 'Deal', detail: 'none so far' },
            { term: 'What either side learns', detail: 'that there is none', total: true },
          ]}
        />
      </>
    ),
  },
  { id: 'bonus', title: 'The bonus', body: <HowBonusWorks /> },
  {
    id: 'changes',
    title: 'Changing your number',
    body: (
      <>
        <p>
          You may raise or lower your number; no direction is forbidden. To blunt probing by creeping, each
          side has at most <strong>10 accepted entries in any 24 hours</strong>, counted across sessions of
          the matter. The next one is refused with the time at which it becomes possible. Withdrawing does not
          count. The limit depends on nothing the other side does.
        </p>
        <p>
          A number is at least 100 and at most 1,000,000,000,000 of the currency’s smallest units: in dollars,
          from $1.00 to $10,000,000,000.00. If the lead of a side changes, its standing number becomes void,
          without the other side being told.
        </p>
      </>
    ),
  },
  {
    id: 'ending',
    title: 'How a session ends',
    body: (
      <>
        <ul>
          <li>
            <strong>With a deal.</strong> Both sides are told at once, on the page and by e-mail (the e-mail
            says that there is news, and carries no amount). Both get the same one-page record of the deal.
            There is no further session on the matter.
          </li>
          <li>
            <strong>Without a deal,</strong> when the 30 days end and not both sides keep it running.
          </li>
          <li>
            <strong>By one side,</strong> at any time before a deal, with a reason for the other side if it
            wishes.
          </li>
        </ul>
        <p>
          Every ending deletes both numbers from the live service. After an ending without a deal either side
          may propose a new session: the last terms are offered as a draft, and nothing else carries over.
        </p>
      </>
    ),
  },
  {
    id: 'time',
    title: 'Time',
    body: (
      <p>
        A day is 24 hours. All times are those of one clock, the service’s, and each window includes its first
        instant and excludes its last. Deadlines are shown in your time zone and in the matter’s. If the
        service is down when something is due, it is done first when it returns, at the figure and the time at
        which it was due; no window is extended.
      </p>
    ),
  },
]
