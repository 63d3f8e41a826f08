import { getFormProps, getInputProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from 'react-router'
import { newPracticeSchema } from '../../../contract/practice.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader, Section } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/practice.ts'

export const meta: Route.MetaFunction = () => [{ title: 'Practice · Backchannel' }]

export function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, newId } = { ...requireViewer(context, request), newId: crypto.randomUUID() }
  return { matterId: newId, timeZone: viewer.timeZone }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const submission = parseWithZod(await readForm(request), { schema: newPracticeSchema })
  if (submission.status !== 'success') return submission.reply()
  const { matterId } = submission.value
  const created = await services.practice.createPracticeMatter(viewer, submission.value)
  if (!created.ok && created.error === 'temporarily-unavailable') {
    return submission.reply({
      formErrors: ['This cannot be done at the moment; please try again in a minute.'],
    })
  }
  // Sent twice, it leads to the one matter; somebody else’s is not found there.
  throw redirect(paths.matter(matterId))
}

export default function PracticePage({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm({
    id: 'practice',
    lastResult: actionData ?? null,
    defaultValue: loaderData,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: newPracticeSchema }),
    ...formTiming,
  })
  return (
    <div className="max-w-(--container-form)">
      <PageHeader
        title="Practice"
        lead="Play a made-up case through to a deal in two minutes. The program takes the other side, and you move the clock."
      />
      <Section title="A new practice matter">
        <Form {...getFormProps(form)}>
          <FormErrors form={form} />
          <input {...getInputProps(fields.matterId, { type: 'hidden' })} key={fields.matterId.key} />
          <input {...getInputProps(fields.timeZone, { type: 'hidden' })} key={fields.timeZone.key} />
          <RadioGroup
            {...fieldProps(fields.side)}
            label="Which side do you want to play?"
            columns={2}
            choices={[
              {
                value: 'plaintiff',
                label: 'My client receives',
                description: 'You state a demand: the least your client will accept.',
              },
              {
                value: 'defendant',
                label: 'My client pays',
                description: 'You state an offer: the most your client will pay.',
              },
            ]}
          />
          <SubmitButton pendingLabel="Setting up…">Start practicing</SubmitButton>
        </Form>
      </Section>
      <div className="mt-6">
        <Notice title="How it differs from a real matter">
          <p>
            The rules, the pages and the sealing are the real ones. Only here can the clock be moved on, and
            only here does the program enter the other side’s number, which it makes up and does not show you.
            $250,000 is claimed. No e-mail is sent, and practice matters are marked as such everywhere.
          </p>
        </Notice>
      </div>
    </div>
  )
}
