import type { RouterContextProvider } from 'react-router'
import { data } from 'react-router'
import {
  acceptStartSchema,
  approveTermsSchema,
  commentSchema,
  proposeStartSchema,
  submissionIdSchema,
} from '../../../contract/terms.ts'
import type { Viewer } from '../../../contract/viewer.ts'
import type { MatterId } from '../../../domain/ids.ts'
import type { Result } from '../../../domain/result.ts'
import type { StartTyped } from '../../components/terms/start-proposal.tsx'
import {
  TERMS_INTENTS,
  type TermsIntent,
  type TermsOutcome,
  type TermsProblem,
} from '../../components/terms/terms-outcome.ts'
import { type AppContext, requireViewer } from '../../services-context.ts'
import { readUpload } from '../documents/read-upload.ts'
import { readForm, readHidden } from '../read-form.ts'
import { loadMatterSession } from '../session/load-matter-session.ts'

type Args = {
  readonly request: Request
  readonly params: { readonly matterId: string }
  readonly context: Readonly<Pick<RouterContextProvider, 'get'>>
}

/** What the page needs to say what came of a form, with what was typed where it has to be corrected. */
export type TermsActionData = TermsOutcome & {
  /** Errors of a single field of the form. */
  readonly fieldErrors?: readonly string[]
  readonly start?: StartTyped
  readonly comment?: string
  /** Another with each outcome: forms that were sent are mounted anew by it. */
  readonly done: string | null
}

/** Every act of step 1 that a form of one of its pages asks for. */
export async function performTermsAction(args: Args) {
  // Nobody else's form is even read.
  const { matter } = await loadMatterSession(args)
  const { viewer, services } = requireViewer(args.context, args.request)
  const form = await readForm(args.request)
  const intent = TERMS_INTENTS.find((each) => each === form.get('intent'))
  if (intent === undefined) throw data(null, { status: 400 })
  const outcome = await perform({ intent, form, services, viewer, matterId: matter.id })
  return data(outcome, { status: outcome.problem === null && !outcome.fieldErrors ? 200 : 422 })
}

type Asked = {
  readonly intent: TermsIntent
  readonly form: FormData
  readonly services: AppContext['services']
  readonly viewer: Viewer
  readonly matterId: MatterId
}

async function perform(asked: Asked): Promise<TermsActionData> {
  const { intent, form, services, viewer, matterId } = asked
  const { terms } = services
  switch (intent) {
    case 'upload':
      return upload(asked)
    case 'reuse': {
      const submissionId = readHidden(submissionIdSchema, form.get('submissionId'))
      return said(intent, await terms.reuseTerms(viewer, { matterId, submissionId }))
    }
    case 'approve':
      return said(
        intent,
        await terms.approveTerms(viewer, matterId, readHidden(approveTermsSchema, fieldsOf(form))),
      )
    case 'withdraw-approval':
      return said(intent, await terms.withdrawApproval(viewer, matterId))
    case 'skip':
      return said(intent, await terms.wishSkip(viewer, matterId))
    case 'withdraw-skip':
      return said(intent, await terms.withdrawSkip(viewer, matterId))
    case 'withdraw-acceptance':
      return said(intent, await terms.withdrawAcceptance(viewer, matterId))
    case 'propose-start':
      return proposeStart(asked)
    case 'accept-start':
      return said(
        intent,
        await terms.acceptStart(viewer, matterId, readHidden(acceptStartSchema, fieldsOf(form))),
      )
    case 'withdraw-start':
      return said(intent, await terms.withdrawStartProposal(viewer, matterId))
    case 'comment':
      return comment(asked)
  }
}

async function upload({ intent, form, services, viewer, matterId }: Asked): Promise<TermsActionData> {
  const submissionId = readHidden(submissionIdSchema, form.get('submissionId'))
  const file = await readUpload(form.get('file'))
  if (file === null) return { intent, problem: 'file-missing', done: null }
  const done = await services.terms.uploadTerms(viewer, { matterId, submissionId, file })
  return { ...said(intent, done), done: done.ok ? submissionId : null }
}

async function proposeStart({ intent, form, services, viewer, matterId }: Asked): Promise<TermsActionData> {
  const fields = fieldsOf(form)
  const typed = { date: text(fields.date), time: text(fields.time) }
  const parsed = proposeStartSchema.safeParse(fields)
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error.issues)
    return { intent, problem: null, fieldErrors: [], start: { ...typed, errors }, done: null }
  }
  const done = await services.terms.proposeStart(viewer, matterId, parsed.data)
  return done.ok ? said(intent, done) : { ...said(intent, done), start: { ...typed, errors: {} } }
}

async function comment({ intent, form, services, viewer, matterId }: Asked): Promise<TermsActionData> {
  const fields = fieldsOf(form)
  const parsed = commentSchema.safeParse(fields)
  const typed = text(fields.body)
  if (!parsed.success) {
    const messages = parsed.error.issues.map(({ message }) => message)
    return { intent, problem: null, fieldErrors: messages, comment: typed, done: null }
  }
  const done = await services.terms.commentOnTerms(viewer, matterId, parsed.data)
  return done.ok
    ? { ...said(intent, done), done: parsed.data.submissionId }
    : { ...said(intent, done), comment: typed }
}

function said(intent: TermsIntent, result: Result<unknown, TermsProblem>): TermsActionData {
  return { intent, problem: result.ok ? null : result.error, done: null }
}

function fieldsOf(form: FormData): Record<string, unknown> {
  return Object.fromEntries(form)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function fieldErrors(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]) {
  const errors: { date?: string[]; time?: string[] } = {}
  for (const { path, message } of issues) {
    const [field] = path
    if (field === 'date' || field === 'time') errors[field] = [...(errors[field] ?? []), message]
  }
  return errors
}
