import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from 'react-router'
import {
  readTermSheetDraft,
  type TermSheet,
  type TermSheetDraft,
  termSheetSchema,
} from '../../../contract/term-sheet.ts'
import { submissionIdSchema } from '../../../contract/terms.ts'
import { describeTermsProblem } from '../../components/terms/terms-outcome.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { readForm, readHidden } from '../read-form.ts'
import { loadMatterSession } from '../session/load-matter-session.ts'
import type { Route } from './+types/term-sheet.ts'

/** As many as the database can count. */
const MOST_REVISIONS = 2 ** 31 - 2

export type TermSheetActionData = {
  readonly result: SubmissionResult<string[]> | null
  /** What was typed, for a page that is rendered anew. */
  readonly answers: TermSheetDraft
  /** Complete and checked: shown as it reads. */
  readonly preview: TermSheet | null
  /** Of the draft as it is kept now; null where this form kept none. */
  readonly revision: number | null
  readonly saved: boolean
  readonly problem: string | null
}

/** Keeps the draft; where asked to, also checks it and shows how it reads, or makes it the next version. */
export async function performTermSheetAction(args: Route.ActionArgs) {
  const { matter } = await loadMatterSession(args)
  const { viewer, services } = requireViewer(args.context, args.request)
  const form = await readForm(args.request)
  const answers = readTermSheetDraft(form)
  if (answers === null) throw data(null, { status: 413 })
  const nothing: TermSheetActionData = {
    result: null,
    answers,
    preview: null,
    revision: null,
    saved: false,
    problem: null,
  }
  const parsed = parseWithZod(form, { schema: termSheetSchema })

  if (form.get('intent') === 'make') {
    if (parsed.status !== 'success') return refused({ ...nothing, result: parsed.reply() })
    const submissionId = readHidden(submissionIdSchema, form.get('submissionId'))
    const made = await services.terms.makeTermsFromSheet(viewer, {
      matterId: matter.id,
      submissionId,
      sheet: parsed.value,
    })
    if (made.ok) throw redirect(paths.matterTermsVersion(matter.id, made.value.version))
    if (typeof made.error === 'string')
      return refused({ ...nothing, problem: describeTermsProblem(made.error) })
    const { field, characters } = made.error
    const message = `The PDF cannot print ${characters.join(' ')}. Write it in Latin, Greek or Cyrillic letters.`
    return refused({ ...nothing, result: parsed.reply({ fieldErrors: { [field]: [message] } }) })
  }

  const revision = Number(form.get('revision'))
  const saved = await services.terms.saveTermSheet(viewer, {
    matterId: matter.id,
    answers,
    revision: Number.isInteger(revision) && revision >= 0 && revision <= MOST_REVISIONS ? revision : 0,
  })
  if (!saved.ok) {
    if (typeof saved.error === 'string')
      return refused({ ...nothing, problem: describeTermsProblem(saved.error) })
    const { savedByName } = saved.error
    const problem = `${savedByName} saved this draft while you were writing. Your answers are still here: save again to replace ${savedByName}’s, or open the page anew to see them.`
    return refused({ ...nothing, problem, revision: saved.error.revision })
  }
  const kept = { ...nothing, revision: saved.value.revision, saved: true }
  if (form.get('intent') !== 'preview') return data(kept)
  return parsed.status === 'success'
    ? data({ ...kept, preview: parsed.value })
    : refused({ ...kept, result: parsed.reply() })
}

function refused(outcome: TermSheetActionData) {
  return data(outcome, { status: 422 })
}
