import { parseWithZod } from '@conform-to/zod/v4'
import { data } from 'react-router'
import { MAIL_TOPICS, mailChoicesSchema } from '../../../contract/notifications.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { mailTopicWords } from '../../components/notices/mail-topics.ts'
import { requireViewer } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader, Section } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/notifications.ts'

export const meta = () => pageMeta('Notifications')

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  return { mailed: await services.notifications.getMailChoices(viewer), email: viewer.email }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const submission = parseWithZod(await readForm(request), { schema: mailChoicesSchema })
  if (submission.status !== 'success') throw data(null, { status: 400 })
  await services.notifications.chooseMail(viewer, submission.value)
  return { saved: true }
}

export default function NotificationsPage({ loaderData, actionData }: Route.ComponentProps) {
  const { mailed, email } = loaderData
  return (
    <>
      <PageHeader title="Notifications" />
      <div role="status" className="not-empty:mb-6">
        {actionData?.saved && <Notice tone="ok">Your choice is saved and counts from now on.</Notice>}
      </div>
      <div className="flex flex-col gap-6">
        <Section title="Always mailed">
          <p>
            Deadlines (opening is set, begins and closes, the session goes on, a reminder a day and an hour
            before each close) and outcomes. No e-mail carries a figure.
          </p>
          <p className="text-sm break-words text-muted">Sent to {email}.</p>
        </Section>
        <Section title="Mailed if you wish">
          <p>All of it is on your list of notices in any case.</p>
          <Form>
            <fieldset className="flex min-w-0 flex-col gap-1">
              <legend className="sr-only">What to mail me</legend>
              {MAIL_TOPICS.map((topic) => (
                <Checkbox
                  key={topic}
                  id={`mailed-${topic}`}
                  name="mailed"
                  value={topic}
                  defaultChecked={mailed.includes(topic)}
                  {...mailTopicWords[topic]}
                />
              ))}
            </fieldset>
            <SubmitButton className="self-start" pendingLabel="Saving…">
              Save the choice
            </SubmitButton>
          </Form>
        </Section>
      </div>
    </>
  )
}
