import { data, Link } from 'react-router'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Card, PageHeader } from '../../ui/section.tsx'
import type { Route } from './+types/inbox-mail.ts'

export const meta = () => pageMeta('Development inbox')

export async function loader({ context, params }: Route.LoaderArgs) {
  const mail = await app(context).services.mail.findInboxMail(params.mailId)
  if (mail === null) throw data(null, { status: 404 })
  const { html, ...rest } = mail
  return rest
}

export default function InboxMailPage({ loaderData }: Route.ComponentProps) {
  const { id, at, to, subject, text } = loaderData
  return (
    <main className="wrap max-w-(--container-prose) py-8">
      <PageHeader
        over={
          <Link to={paths.devInbox()} className="link">
            Development inbox
          </Link>
        }
        title={subject}
        actions={
          <LinkButton to={paths.devInboxHtml(id)} reloadDocument>
            As it looks
          </LinkButton>
        }
      />
      <p className="mb-4 break-words text-muted">
        To {to.name} &lt;{to.email}&gt;, <DateTime at={at} />
      </p>
      <Card className="flex flex-col gap-4">
        <p className="break-words whitespace-pre-wrap">{text}</p>
        <ul aria-label="Links of this mail" className="flex flex-col border-t border-line pt-3">
          {linksIn(text).map((link) => (
            <li key={link}>
              <a href={link} className="link inline-flex min-h-[32px] items-center break-all">
                {link}
              </a>
            </li>
          ))}
        </ul>
      </Card>
    </main>
  )
}

function linksIn(text: string): readonly string[] {
  return [...new Set(text.match(/https?:\/\/\S+/g))]
}
