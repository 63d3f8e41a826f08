import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { Article, type ArticlePart } from '../../components/public/article.tsx'
import { paths } from '../../paths.ts'

export const meta = () => pageMeta('Questions', 'What lawyers ask before they put a number into Backchannel.')

export default function Faq() {
  return (
    <Article title="Questions" lead={<p>What lawyers ask before they enter a number.</p>} parts={parts} />
  )
}

interface Question {
  readonly ask: string
  readonly answer: ReactNode
}

function group(id: string, title: string, questions: readonly Question[]): ArticlePart {
  return {
    id,
    title,
    body: questions.map(({ ask, answer }) => (
      <div key={ask} className="flex flex-col gap-2 border-t border-line pt-4">
        <h3>{ask}</h3>
        {answer}
      </div>
    )),
  }
}

const parts: readonly ArticlePart[] = [
  group('number', 'The number', [
    {
      ask: 'Can the other side find out my number?',
      answer: (
        <p>
          Not from us. Without a deal it learns only that there is, so far, no deal. With a deal it learns the
          deal number, the bonus and the settlement amount, but not whether the numbers were equal or
          overlapped, nor by how much. One thing follows from the rules themselves: in adjustment every entry
          is compared at once, so whoever enters a number without getting a deal knows that it did not reach
          the other’s. That is why entries are limited to 10 in any 24 hours.
        </p>
      ),
    },
    {
      ask: 'Does the other side see that I entered a number?',
      answer: (
        <p>
          No. Whether, when and how often you entered, changed or withdrew one is shown to your side alone.
          Reminders and e-mails come from your own acts and from what both sides share.
        </p>
      ),
    },
    {
      ask: 'Where does the deal number come from when the numbers overlap?',
      answer: (
        <p>
          It is drawn at random from the whole dollars between the demand and the offer, both included, each
          equally likely, by a cryptographic generator. Splitting the difference instead would give each side
          the other’s number: it would only have to double the deal and subtract its own.
        </p>
      ),
    },
    {
      ask: 'Can the amount go past my number?',
      answer: (
        <p>
          The deal number cannot. The bonus can, by 5%, and only if your own entry in adjustment makes the
          deal. The form shows the figure that can bind before you seal, and asks you to confirm your client’s
          authority for it. A number that you entered in opening never costs you a bonus. See{' '}
          <Link to={`${paths.howItWorks()}#bonus`}>the bonus</Link>.
        </p>
      ),
    },
    {
      ask: 'I made a mistake. Can I change my number?',
      answer: (
        <p>
          Yes, in either direction, as long as there is no deal; and you can withdraw it. Once there is a deal
          it is final. The form reads your figure back in words and shows it on a page of its own before it is
          sealed.
        </p>
      ),
    },
    {
      ask: 'Can I look up the number that I entered?',
      answer: (
        <p>
          Yes, as long as the session lives: in your own browser, after you have proved anew who you are,
          masked until you press, and at most 20 times in 24 hours. A member of your side can if its lead
          allows it. If the way in which you sign in has changed since (a password reset, a new authenticator
          app or passkey, a backup code), you can replace the number, but it is not shown to you.
        </p>
      ),
    },
  ]),
  group('law', 'The law', [
    {
      ask: 'Is a deal binding?',
      answer: (
        <p>
          Both sides accept, on their clients’ authority, that a deal is meant to be binding from the instant
          it is made: on the approved document with the settlement amount in it, or, where both skipped, for
          the claims described in the matter, released for the amount, long form to follow. Whether a court
          enforces it is for that court and its law. Approvals that the law requires, such as of a minor’s
          settlement, remain required.
        </p>
      ),
    },
    {
      ask: 'Is what happens here confidential?',
      answer: (
        <p>
          Both sides accept a <Link to={`${paths.rules()}#confidentiality`}>confidentiality clause</Link> and
          intend everything said in a session to be settlement communications under Federal Rule of Evidence
          408 and its state counterparts. We cannot promise how a court will treat it.
        </p>
      ),
    },
    {
      ask: 'Is a number a statutory offer?',
      answer: (
        <p>
          No. It is not an offer of judgment, not an offer to compromise such as under CCP 998, not a
          policy-limits or time-limited demand, and not an answer to one. It stops or extends no deadline
          either. If you need one of these, make it in the form that the statute requires.
        </p>
      ),
    },
    {
      ask: 'Do you give legal advice, or act as mediator?',
      answer: <p>Neither. The service compares two numbers. It takes no view on what a case is worth.</p>,
    },
    {
      ask: 'Do you handle the payment?',
      answer: <p>No. There is no escrow and no payment here. The parties pay as their terms say.</p>,
    },
  ]),
  group('practice', 'In practice', [
    {
      ask: 'What does it cost?',
      answer: <p>Opening an account is free, and nothing on the service is charged for today.</p>,
    },
    {
      ask: 'What if the other side never answers the invitation?',
      answer: (
        <p>
          Nothing starts without it, and no clock runs. The invitation lapses after 14 days; you can send it
          again, which voids the old link, or revoke it. You see whether it was opened, accepted or declined.
        </p>
      ),
    },
    {
      ask: 'What if I miss the 48 hours?',
      answer: (
        <p>
          Nothing is lost but the free comparison at their end. You can enter a first number in adjustment; it
          is compared at once, and if it makes the deal, the bonus goes to the other side.
        </p>
      ),
    },
    {
      ask: 'Can my colleagues and my client take part?',
      answer: (
        <p>
          Yes. Members prepare (upload, comment, write messages), clients read along, and the lead alone
          decides and enters numbers. Whoever is removed loses access at once.
        </p>
      ),
    },
    {
      ask: 'Can I try it without a case?',
      answer: (
        <p>
          Yes: with an account you can play a <Link to={paths.practice()}>practice matter</Link> against the
          program, which holds a hidden number, and move the clock on by a button.
        </p>
      ),
    },
    {
      ask: 'Which currencies can a matter be in?',
      answer: (
        <p>
          Any with an ISO 4217 code; United States dollars unless you choose another. One matter, one
          currency.
        </p>
      ),
    },
  ]),
]
