import { useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { type FormEvent, useState } from 'react'
import { data, Link } from 'react-router'
import { type TermSheetDraft, termSheetSchema } from '../../../contract/term-sheet.ts'
import { versionNumber } from '../../../contract/terms.ts'
import type { MatterId } from '../../../domain/ids.ts'
import type { SideWords } from '../../components/terms/side-words.ts'
import { TermSheetFields } from '../../components/terms/term-sheet-fields.tsx'
import { TermSheetPreview } from '../../components/terms/term-sheet-preview.tsx'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { FormErrors, formTiming } from '../../ui/conform.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import type { Route } from './+types/term-sheet.ts'
import { performTermSheetAction, type TermSheetActionData } from './term-sheet-action.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Term sheet · ${loaderData?.current.matter.caption ?? 'Matter'} · Backchannel` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const asked = versionNumber.safeParse(new URL(request.url).searchParams.get('from'))
  const from = asked.data ?? null
  const page = await services.terms.readTermSheet(viewer, params.matterId as MatterId, from)
  if (page === null) throw data(null, { status: 404 })
  return page
}

export const action = (args: Route.ActionArgs) => performTermSheetAction(args)

const FROM_WORDS = {
  draft: null,
  version: 'The answers below are those of a version that is on the table. Changed, they become a new one.',
  'earlier-session': 'The answers below are those of the last terms of the session before.',
  start: 'Some usual answers are filled in to begin with.',
} as const

/** The built-in term sheet: a draft of the own side until it is made into a version. */
export default function TermSheetPage({ loaderData, actionData }: Route.ComponentProps) {
  const { current, answers, revision, saved, from, submissionId } = loaderData
  const { matter, view } = current
  const next = (view.terms?.version ?? 0) + 1
  // The form goes on from what its reader saw, not from what a colleague saved meanwhile.
  const [firstRevision] = useState(revision)
  return (
    <div className="flex flex-col gap-6">
      <p>
        <Link to={paths.matterTerms(matter.id)} className="link inline-flex min-h-[44px] items-center">
          All of step 1, terms
        </Link>
      </p>
      <div className="flex max-w-(--container-prose) flex-col gap-3">
        <h2 className="text-2xl">Term sheet</h2>
        <p>
          What you save here is your side’s draft. The other side sees nothing of it until you make it a
          version. It is a start and no legal advice.
        </p>
        {FROM_WORDS[from] !== null && <p className="text-muted">{FROM_WORDS[from]}</p>}
        {saved !== null && (
          <p className="text-sm text-muted">
            Last saved by {saved.byName}, <DateTime at={saved.at} />.
          </p>
        )}
      </div>
      <Outcome actionData={actionData} />
      {actionData?.preview != null && (
        <TermSheetPreview
          sheet={actionData.preview}
          words={matter.words}
          next={next}
          submissionId={submissionId}
        />
      )}
      {view.own?.can['add-terms-version'] === true ? (
        <SheetForm
          answers={actionData?.answers ?? answers}
          words={matter.words}
          revision={actionData?.revision ?? firstRevision}
          lastResult={actionData?.result ?? null}
        />
      ) : (
        <Notice title="The term sheet can be filled in by leads and members, until opening begins" />
      )}
    </div>
  )
}

function Outcome({ actionData }: { readonly actionData: TermSheetActionData | undefined }) {
  if (actionData === undefined) return null
  if (actionData.problem !== null) {
    return (
      <Notice tone="danger" live="alert" title="That was not done">
        <p>{actionData.problem}</p>
      </Notice>
    )
  }
  return actionData.saved ? (
    <Notice tone="ok" live="status">
      <p>
        {actionData.preview === null
          ? 'The draft is saved, for your side alone.'
          : 'The draft is saved and complete. Read it below before you make it a version.'}
      </p>
    </Notice>
  ) : null
}

type SheetFormProps = {
  readonly answers: TermSheetDraft
  readonly words: SideWords
  readonly revision: number
  readonly lastResult: TermSheetActionData['result']
}

function SheetForm({ answers, words, revision, lastResult }: SheetFormProps) {
  const [form, fields] = useForm({
    ...formTiming,
    id: 'term-sheet',
    defaultValue: answers,
    lastResult,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: termSheetSchema }),
  })
  /** A draft is kept in whatever state it is; only what is to be read as a whole has to be complete. */
  function validate(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    if (submitter?.getAttribute('value') !== 'save') form.onSubmit(event)
  }
  return (
    <Section>
      <Form id={form.id} onSubmit={validate} noValidate preventScrollReset>
        <FormErrors form={form} />
        <input type="hidden" name="revision" value={revision} />
        <TermSheetFields fields={fields} words={words} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="intent" value="preview">
            Save and see how it reads
          </SubmitButton>
          <SubmitButton name="intent" value="save" look="secondary">
            Save the draft
          </SubmitButton>
        </div>
      </Form>
    </Section>
  )
}
