import { useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data, Link, redirect } from 'react-router'
import { rulesText } from '../../../contract/rules-text.ts'
import { acceptRulesSchema } from '../../../contract/terms.ts'
import { ScrollBox } from '../../components/documents/scroll-box.tsx'
import { RulesSectionText } from '../../components/public/rules-section-text.tsx'
import { AuthorityWords } from '../../components/terms/authority-words.tsx'
import { OtherSideSees } from '../../components/terms/other-side-sees.tsx'
import { SKIPPED_TERMS } from '../../components/terms/skip-terms.tsx'
import { describeTermsProblem } from '../../components/terms/terms-outcome.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { checkboxProps, FormErrors, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import { loadMatterSession } from '../session/load-matter-session.ts'
import type { Route } from './+types/accept-rules.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Accept the rules · ${loaderData?.matter.caption ?? 'Matter'} · Backchannel` },
]

export async function loader(args: Route.LoaderArgs) {
  const { matter, seat, view } = await loadMatterSession(args)
  return { matter, side: seat.side, view }
}

export async function action(args: Route.ActionArgs) {
  const { matter } = await loadMatterSession(args)
  const { viewer, services } = requireViewer(args.context, args.request)
  const submission = parseWithZod(await readForm(args.request), { schema: acceptRulesSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 422 })
  const accepted = await services.terms.acceptRules(viewer, matter.id, submission.value)
  if (accepted.ok) throw redirect(paths.matterTerms(matter.id))
  return data(submission.reply({ formErrors: [describeTermsProblem(accepted.error)] }), { status: 422 })
}

/** The rules in full, and both statements in one form. */
export default function AcceptRulesPage({ loaderData, actionData }: Route.ComponentProps) {
  const { matter, side, view } = loaderData
  return (
    <div className="flex flex-col gap-6">
      <p>
        <Link to={paths.matterTerms(matter.id)} className="link inline-flex min-h-[44px] items-center">
          All of step 1, terms
        </Link>
      </p>
      <h2 className="text-2xl">Accept the rules and confirm authority</h2>
      <p className="max-w-(--container-prose)">
        {view.settlement?.kind === 'document' &&
          `A deal settles on version ${view.settlement.version.version} of the terms, which both sides approved.`}
        {view.settlement?.kind === 'skipped' && (
          <>
            Both sides chose to skip, so a deal settles: <strong>{SKIPPED_TERMS}</strong>.
          </>
        )}
        {view.settlement === null &&
          'The terms are not settled yet. You can read the rules; accepting them comes after.'}
      </p>
      <Section title={`Rules of ${rulesText.version}`}>
        <ScrollBox label="The rules" className="max-h-[70dvh] p-4 sm:p-6">
          <div className="flex max-w-(--container-prose) flex-col gap-8">
            {rulesText.sections.map((section, position) => (
              <div key={section.id} className="flex flex-col gap-4">
                <h3 className="text-lg">
                  {position + 1}. {section.title}
                </h3>
                <RulesSectionText section={section} position={position} />
              </div>
            ))}
          </div>
        </ScrollBox>
      </Section>
      {view.own?.can['accept-rules'] === true ? (
        <AcceptForm side={side} words={matter.words} lastResult={actionData} />
      ) : (
        <NotNow accepted={view.sides[side].acceptance !== null} />
      )}
    </div>
  )
}

type AcceptFormProps = {
  readonly side: Route.ComponentProps['loaderData']['side']
  readonly words: Route.ComponentProps['loaderData']['matter']['words']
  readonly lastResult: Route.ComponentProps['actionData']
}

function AcceptForm({ side, words, lastResult }: AcceptFormProps) {
  const [form, fields] = useForm({
    id: 'accept-rules',
    lastResult,
    ...formTiming,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: acceptRulesSchema }),
  })
  return (
    <Section title="Your two statements">
      <Form id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormErrors form={form} />
        <input type="hidden" name="rulesVersion" value={rulesText.version} />
        <Checkbox
          {...checkboxProps(fields.acceptRules)}
          label={`I have read the rules of ${rulesText.version} and accept them for my side, with the confidentiality clause and the intent to be bound.`}
        />
        <Checkbox
          {...checkboxProps(fields.confirmAuthority)}
          label="My client has given me authority to settle this matter, and to be bound by a deal at the figure that can bind."
          hint={<AuthorityWords side={side} words={words} />}
        />
        <SubmitButton className="self-start" pendingLabel="Accepting…">
          Accept and confirm
        </SubmitButton>
        <OtherSideSees>that your side accepted and confirmed, who did it, and when.</OtherSideSees>
      </Form>
    </Section>
  )
}

function NotNow({ accepted }: { readonly accepted: boolean }) {
  return accepted ? (
    <Notice tone="ok" title="Your side has accepted these rules" />
  ) : (
    <Notice title="Nothing to accept at the moment">
      <p>The lead of your side accepts the rules once the terms are settled, and before opening begins.</p>
    </Notice>
  )
}
