import { Link } from 'react-router'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { Article, type ArticlePart } from '../../components/public/article.tsx'
import { paths } from '../../paths.ts'

export const meta = () =>
  pageMeta('Privacy', 'Which personal data the service keeps, why, and who gets to see it.')

export default function Privacy() {
  return (
    <Article
      title="Privacy"
      lead={
        <>
          <p>Which personal data the service keeps, why, and who gets to see it.</p>
          <p className="text-base">
            Version of November 22, 2026. The operator of this site is responsible for the data.
          </p>
        </>
      }
      parts={parts}
    />
  )
}

const parts: readonly ArticlePart[] = [
  {
    id: 'kept',
    title: 'What is kept, and why',
    body: (
      <dl className="flex flex-col">
        <Kept what="Your account">
          Name, e-mail address, what you are (attorney, claims professional, party, mediator), firm or
          company, time zone; your password only as a hash. To know who acts, and to write to you.
        </Kept>
        <Kept what="Your sign-ins">
          For each: when, the network address and the browser’s name. To let you see and end them, and to
          notice misuse.
        </Kept>
        <Kept what="Your matters">
          What you write about them, the people on them, documents, comments, messages, and the address of
          whom you invite. To do what the service is for.
        </Kept>
        <Kept what="Numbers">
          Sealed in your browser. What is stored in the database is the sealed form; see{' '}
          <Link to={`${paths.whoSeesWhat()}#us`}>who sees what</Link>.
        </Kept>
        <Kept what="A journal of each matter">
          Who did what and when, append-only, each side’s own part shown to that side alone. So that both can
          rely on what happened.
        </Kept>
        <Kept what="Technical logs">
          Requests with their time and outcome. Never a number. To find faults.
        </Kept>
      </dl>
    ),
  },
  {
    id: 'seen',
    title: 'Who gets to see it',
    body: (
      <ul>
        <li>
          The people on your side of a matter, and the other side, as far as{' '}
          <Link to={paths.whoSeesWhat()}>who sees what</Link> says.
        </li>
        <li>
          Whom you invite: your name, your firm, your side and the matter’s caption, as the preview of the
          invitation shows you.
        </li>
        <li>The operator, and the companies that host this site and deliver its e-mail for the operator.</li>
        <li>Nobody else. Data is not sold, and is not used for advertising.</li>
      </ul>
    ),
  },
  {
    id: 'cookies',
    title: 'Cookies and other parties',
    body: (
      <p>
        Two kinds of cookies: the ones that keep you signed in, and one that remembers whether you want light
        or dark. There is no analytics, and no page loads anything from another site: fonts, scripts and
        images all come from this one.
      </p>
    ),
  },
  {
    id: 'how-long',
    title: 'How long',
    body: (
      <p>
        Accounts, matters and their journals are kept until they are deleted by the operator. When a session
        ends, both sealed numbers are deleted from the live database together with the key that opens them;
        older backups still hold them in encrypted form, and 7 days later nobody can decrypt them: the keys of
        days gone by are destroyed each day.
      </p>
    ),
  },
  {
    id: 'rights',
    title: 'Your rights',
    body: (
      <p>
        You can read and correct your account’s data in your profile. To get a copy of your data or to have it
        deleted, write to the operator of this site. What belongs to a matter, such as a deal and its record,
        also belongs to the other side, and may have to be kept for it.
      </p>
    ),
  },
]

function Kept({ what, children }: { readonly what: string; readonly children: React.ReactNode }) {
  return (
    <div className="grid gap-1 border-b border-line py-3 sm:grid-cols-[10rem_1fr] sm:gap-4">
      <dt className="font-medium">{what}</dt>
      <dd className="text-muted">{children}</dd>
    </div>
  )
}
