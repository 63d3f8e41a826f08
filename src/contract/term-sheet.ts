import { z } from 'zod'
import { optionalText, requiredLine, requiredText } from './form-text.ts'

/**
 * What the built-in term sheet asks. It asks for no amount: the settlement amount is that of the deal, and no form of
 * the terms may invite a number.
 */
export const RELEASES = ['mutual', 'by-plaintiff'] as const
export const UNKNOWN_CLAIMS = ['released', 'kept'] as const
export const CONFIDENTIALITY = ['all', 'amount', 'none'] as const
export const NON_DISPARAGEMENT = ['mutual', 'by-plaintiff', 'by-defendant', 'none'] as const
export const ADMISSIONS = ['none', 'silent'] as const
export const PAYMENT_FROM = ['deal', 'long-form', 'tax-forms', 'dismissal'] as const
export const PAYMENT_BY = ['wire', 'check', 'as-instructed'] as const
export const DISMISSALS = ['with-prejudice', 'not-filed', 'as-described'] as const
export const FEES_AND_COSTS = ['own', 'by-motion', 'as-described'] as const
export const LIENS = ['plaintiff-pays', 'withheld', 'none-known'] as const
export const MEDICARE = ['not-beneficiary', 'beneficiary', 'to-be-told'] as const
export const TAX_FORMS = ['before-payment', 'on-request', 'none'] as const
export const INCLUDED = ['included', 'extra'] as const

const choose = <const Values extends readonly [string, ...string[]]>(values: Values, what: string) =>
  z.enum(values, { error: `Choose ${what}.` })

const days = (from: string) =>
  z
    .string({ error: `Enter the number of days ${from}.` })
    .trim()
    .regex(/^\d{1,3}$/, `Enter a number of days ${from}, in figures, for example 30.`)
    .refine((text) => Number(text) >= 1 && Number(text) <= 365, 'Enter from 1 to 365 days.')

/** The longest text of one answer, in characters. */
export const MAX_ANSWER = 4000

const answersSchema = z.object({
  claims: requiredText('Describe the claims that are released.', MAX_ANSWER),
  release: choose(RELEASES, 'who releases whom'),
  unknownClaims: choose(UNKNOWN_CLAIMS, 'whether unknown claims are released too'),
  confidentiality: choose(CONFIDENTIALITY, 'what is kept confidential'),
  carveOuts: optionalText(MAX_ANSWER),
  nonDisparagement: choose(NON_DISPARAGEMENT, 'who promises not to disparage the other'),
  admission: choose(ADMISSIONS, 'whether liability is denied'),
  paymentDays: days('until payment'),
  paymentFrom: choose(PAYMENT_FROM, 'what the days are counted from'),
  paymentBy: choose(PAYMENT_BY, 'how it is paid'),
  paymentDetails: optionalText(MAX_ANSWER),
  dismissal: choose(DISMISSALS, 'what becomes of the case'),
  dismissalDetails: optionalText(MAX_ANSWER),
  feesAndCosts: choose(FEES_AND_COSTS, 'who bears fees and costs'),
  feesDetails: optionalText(MAX_ANSWER),
  liens: choose(LIENS, 'who satisfies liens'),
  medicare: choose(MEDICARE, 'what is known about Medicare'),
  taxForms: choose(TAX_FORMS, 'which tax forms are exchanged'),
  taxDetails: optionalText(MAX_ANSWER),
  numberFees: choose(INCLUDED, 'whether the number includes attorney’s fees'),
  numberCosts: choose(INCLUDED, 'whether the number includes costs'),
  numberLiens: choose(INCLUDED, 'whether the number includes liens'),
  governingLaw: requiredLine('Enter the state or country whose law governs, for example California.', 200),
  otherTerms: optionalText(MAX_ANSWER),
})

/** A term sheet that is complete. Every answer is text, as the form sends it and as the draft keeps it. */
export const termSheetSchema = answersSchema.superRefine((sheet, issues) => {
  const describe = (path: TermSheetField) =>
    issues.addIssue({ code: 'custom', path: [path], message: 'Describe it: you chose “as described”.' })
  if (sheet.dismissal === 'as-described' && sheet.dismissalDetails === '') describe('dismissalDetails')
  if (sheet.feesAndCosts === 'as-described' && sheet.feesDetails === '') describe('feesDetails')
})
export type TermSheet = z.output<typeof answersSchema>
export type TermSheetField = keyof TermSheet

export const TERM_SHEET_FIELDS = Object.keys(answersSchema.shape) as readonly TermSheetField[]

/** What a side has filled in so far: any answer may be missing or not yet make sense. */
export type TermSheetDraft = Readonly<Partial<Record<TermSheetField, string>>>

/** Longer than any answer that could pass, so that a draft keeps what was typed even where it is too long. */
const MAX_DRAFT_ANSWER = 20_000

/** Takes the answers out of a submitted form, whatever state they are in; null where they are beyond all measure. */
export function readTermSheetDraft(form: FormData): TermSheetDraft | null {
  const answers: [TermSheetField, string][] = []
  for (const field of TERM_SHEET_FIELDS) {
    const answer = form.get(field)
    if (typeof answer !== 'string' || answer === '') continue
    if (answer.length > MAX_DRAFT_ANSWER) return null
    answers.push([field, answer.replaceAll('\r\n', '\n').replaceAll('\0', '')])
  }
  return Object.fromEntries(answers)
}

/** What most sheets say, to begin with. */
export const TERM_SHEET_START: TermSheetDraft = {
  confidentiality: 'all',
  carveOuts: [
    'to the parties’ lawyers, insurers, auditors and tax advisers, who keep it confidential',
    'to taxing authorities',
    'as a law, a court or a regulator requires, after notice where that is lawful',
    'to enforce this agreement',
    'that the matter has been resolved',
  ].join('\n'),
  paymentDays: '30',
}
