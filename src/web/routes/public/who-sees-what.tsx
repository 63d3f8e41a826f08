import { pageMeta } from '../../components/chrome/page-meta.ts'
import { Article, type ArticlePart } from '../../components/public/article.tsx'
import { SightTable } from '../../components/public/sight-table.tsx'

export const meta = () =>
  pageMeta(
    'Who sees what',
    'Line by line: what each side sees, what the operator can see, and what is not promised.',
  )

export default function WhoSeesWhat() {
  return (
    <Article
      title="Who sees what"
      lead={
        <p>
          “Number” means your demand or your offer. This page says what is true of the service today,
          including what is not promised.
        </p>
      }
      parts={parts}
    />
  )
}

const parts: readonly ArticlePart[] = [
  {
    id: 'sides',
    title: 'The two sides',
    body: (
      <>
        <SightTable
          caption="What each side sees"
          rows={[
            { what: 'The step, the deadlines, whether the session has ended', own: 'yes', other: 'yes' },
            { what: 'Terms: documents, versions, approvals, wishes to skip', own: 'yes', other: 'yes' },
            { what: 'That the rules are accepted and authority is confirmed', own: 'yes', other: 'yes' },
            { what: 'Keep running: on or off', own: 'yes', other: 'yes' },
            { what: 'Messages and shared files', own: 'yes', other: 'yes' },
            { what: 'Whether you entered, changed or withdrew a number', own: 'yes', other: 'no' },
            { what: 'When you did so, and how often', own: 'yes', other: 'no' },
            { what: 'The number itself, once it is sealed', own: 'on asking', other: 'never' },
            {
              what: 'At a deal: the deal number, the bonus and to whom, the settlement amount',
              own: 'yes',
              other: 'yes',
            },
            {
              what: 'At a deal: whether the numbers were equal or overlapped, the opposite number, the draw',
              own: 'never',
              other: 'never',
            },
            { what: 'At a deal: when your numbers were entered', own: 'yes', other: 'no' },
          ]}
        />
        <p>
          Your own number is shown to you while you enter it and on the page where you confirm it. Once sealed
          it is shown in your own browser alone, on asking, after you have proved anew who you are, and at
          most 20 times in 24 hours. Numbers entered before the way in which you sign in changed (a password
          reset, a new authenticator app or passkey, a backup code) can be replaced, not shown. After the
          session has ended nobody sees them again. Your side’s activity records each time; nothing of it
          reaches the other side.
        </p>
        <p>
          Until there is a deal, what a page, a list, a reminder or an e-mail shows a side comes from that
          side’s own acts and from what both sides share. No e-mail carries a number, and the one that tells
          of a deal carries no amount.
        </p>
        <p>
          One thing follows from the rules themselves: in adjustment every entry is compared at once, so a
          side that enters a number and gets no deal knows that it did not reach the other’s. That is why each
          side has at most 10 entries in any 24 hours.
        </p>
      </>
    ),
  },
  {
    id: 'seat',
    title: 'The people on your side',
    body: (
      <>
        <p>
          Everybody on your seat (the lead, members, clients) sees the matter, the documents, the messages and
          your side’s activity, which includes that a number stands and since when. Only the lead enters and
          withdraws the number, and sees it again; members see it too if the lead allows it. Whoever is
          removed loses access at once.
        </p>
        <p>
          Whoever has the link of an invitation can open its page as long as it lives, and reads there who
          invites whom to which matter. Only the invited address can take the seat.
        </p>
      </>
    ),
  },
  {
    id: 'us',
    title: 'Us: the operator and its systems',
    body: (
      <>
        <p>
          Your browser seals the number, by a public standard (HPKE, RFC 9180), to a key made for the one
          session. Forms, pages, the database, logs and e-mails handle the sealed form only. It is opened by
          the <strong>matcher</strong>, the part of the service that compares, which holds both numbers in
          memory while it does so and hands on nothing but the outcome. The operator’s systems do record that
          a side made an entry, and when.
        </p>
        <p>
          There is no page on which support staff could open a number, and none on which they could act as
          you.
        </p>
        <h3>What you should know of its present state</h3>
        <ul>
          <li>
            The matcher is a program of its own, apart from the one that serves the pages, with its own part
            of the database and with keys that it alone reads. Where both run under one account of one
            machine, whoever takes over that account could reach what the matcher reads.
          </li>
          <li>
            The private keys of the sessions are kept encrypted under a key of the day outside the database.
            With that key and the database together, the numbers of live sessions could be opened.
          </li>
          <li>
            When a session ends, its key is destroyed, and 7 days later nobody can decrypt the numbers,
            whoever holds the backups: an older backup has the key in encrypted form alone, and the keys of
            days gone by are destroyed each day. That holds as long as nobody has copied those keys meanwhile.
          </li>
          <li>
            Should we have to bring the database back from an older copy, no number is compared that may not
            be the last. Both sides’ numbers are voided at one instant, and both are asked, in the same words,
            to enter anew. A session that had ended is put on hold until a newer copy is found.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'not-promised',
    title: 'What we do not promise',
    body: (
      <p>
        That a malicious operator could not serve a page, or run a matcher, that leaks. Nor that a court will
        treat what happens in a session in a particular way: see the confidentiality clause of the rules.
      </p>
    ),
  },
]
