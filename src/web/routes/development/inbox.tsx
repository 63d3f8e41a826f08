import { Mail } from 'lucide-react'
import { data, Link } from 'react-router'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/section.tsx'
import type { Route } from './+types/inbox.ts'

export const meta = () => pageMeta('Development inbox')

/** Everybody's mail. There is no such page but on a machine that sends none and answers to itself alone. */
export async function loader({ context }: Route.LoaderArgs) {
  const mails = await app(context).services.mail.listInboxMail()
  if (mails === null) throw data(null, { status: 404 })
  return { mails: mails.map(({ id, at, to, subject }) => ({ id, at, to, subject })) }
}

export default function InboxPage({ loaderData }: Route.ComponentProps) {
  const { mails } = loaderData
  return (
    <main className="wrap max-w-(--container-prose) py-8">
      <PageHeader
        title="Development inbox"
        lead="No mail server is set, so nothing is sent. Whatever would have been is here, for everybody; newest first."
      />
      {mails.length === 0 ? (
        <EmptyState icon={<Mail />} title="No mail yet">
          <p>Open an account or invite somebody, and load this page again.</p>
        </EmptyState>
      ) : (
        <ul className="flex flex-col border-y border-line">
          {mails.map(({ id, at, to, subject }) => (
            <li key={id} className="flex flex-col gap-1 border-b border-line py-3 last:border-b-0">
              <Link
                to={paths.devInboxMail(id)}
                className="link inline-flex min-h-[32px] items-center font-medium"
              >
                {subject}
              </Link>
              <p className="text-sm break-words text-muted">
                To {to.name} &lt;{to.email}&gt;, <DateTime at={at} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}
