import type { Side } from '../domain/side.ts'
import type { TermSheet } from './term-sheet.ts'

/** One section of a term sheet in words, as the page shows it and the paper prints it. */
export type TermSheetClause = {
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly list?: readonly string[]
  /** Words of a statute, set apart. */
  readonly quote?: string
}

/** California Civil Code section 1542, in the wording in force since 2019. */
export const SECTION_1542 =
  'A general release does not extend to claims that the creditor or releasing party does not know or suspect to exist in his or her favor at the time of executing the release and that, if known by him or her, would have materially affected his or her settlement with the debtor or released party.'

/** Written out for the two sides under the matter's own words, such as claimant and respondent. */
export function termSheetClauses(
  sheet: TermSheet,
  words: Readonly<Record<Side, string>>,
): readonly TermSheetClause[] {
  const P = `the ${words.plaintiff} side`
  const D = `the ${words.defendant} side`
  return [
    release(sheet, P, D),
    unknownClaims(sheet, P),
    confidentiality(sheet),
    { heading: 'Non-disparagement', paragraphs: [NON_DISPARAGEMENT[sheet.nonDisparagement](P, D)] },
    { heading: 'Admission of liability', paragraphs: [ADMISSION[sheet.admission]] },
    amount(sheet),
    payment(sheet, P, D),
    withDetails('Dismissal', DISMISSAL[sheet.dismissal](P, D), sheet.dismissalDetails),
    withDetails('Attorney’s fees and costs', FEES[sheet.feesAndCosts], sheet.feesDetails),
    {
      heading: 'Liens and Medicare',
      paragraphs: [LIENS[sheet.liens](P, D), MEDICARE[sheet.medicare](P, D)],
    },
    withDetails('Tax forms', TAX_FORMS[sheet.taxForms](P, D), sheet.taxDetails),
    {
      heading: 'Governing law',
      paragraphs: [
        `The law of ${sheet.governingLaw} governs, without regard to its rules on conflicts of law.`,
      ],
    },
    ...(sheet.otherTerms === '' ? [] : [{ heading: 'Other terms', paragraphs: lines(sheet.otherTerms) }]),
  ]
}

function release(sheet: TermSheet, P: string, D: string): TermSheetClause {
  const who =
    sheet.release === 'mutual'
      ? `On payment of the settlement amount, ${P} and ${D} release each other from the claims described below.`
      : `On payment of the settlement amount, ${P} releases ${D} from the claims described below.`
  return { heading: 'Release', paragraphs: [who, ...lines(sheet.claims)] }
}

function unknownClaims(sheet: TermSheet, P: string): TermSheetClause {
  const heading = 'Unknown claims'
  if (sheet.unknownClaims === 'kept') {
    return {
      heading,
      paragraphs: [
        'The release does not extend to claims that the releasing party neither knows nor suspects.',
      ],
    }
  }
  const who = sheet.release === 'mutual' ? 'Each side' : capital(P)
  return {
    heading,
    paragraphs: [
      `The release extends to claims within its scope that are unknown or unsuspected. ${who} waives the protection of section 1542 of the California Civil Code and of every law like it, where one applies. That section reads:`,
    ],
    quote: SECTION_1542,
  }
}

function confidentiality(sheet: TermSheet): TermSheetClause {
  const heading = 'Confidentiality'
  if (sheet.confidentiality === 'none') {
    return { heading, paragraphs: ['The terms of this settlement are not confidential.'] }
  }
  const what =
    sheet.confidentiality === 'all'
      ? 'Both sides keep the terms and the amount of this settlement confidential'
      : 'Both sides keep the amount of this settlement confidential; its other terms are not'
  const exceptions = lines(sheet.carveOuts)
  return exceptions.length === 0
    ? { heading, paragraphs: [`${what}.`] }
    : { heading, paragraphs: [`${what}. This does not prevent a disclosure:`], list: exceptions }
}

function amount(sheet: TermSheet): TermSheetClause {
  const say = (what: string, included: TermSheet['numberFees']) =>
    included === 'included'
      ? `it includes ${what}; nothing is owed for them on top`
      : `it does not include ${what}, which are dealt with separately`
  return {
    heading: 'Settlement amount',
    paragraphs: [
      'The amount to be paid is the settlement amount of a deal made under the rules of the session, in the matter’s currency. It is not stated here. Of that amount it is agreed that:',
    ],
    list: [
      say('attorney’s fees', sheet.numberFees),
      say('costs of suit', sheet.numberCosts),
      say('liens', sheet.numberLiens),
    ],
  }
}

function payment(sheet: TermSheet, P: string, D: string): TermSheetClause {
  const within = `within ${sheet.paymentDays} ${sheet.paymentDays === '1' ? 'day' : 'days'} ${PAYMENT_FROM[sheet.paymentFrom]}`
  const first = `${capital(D)} pays the settlement amount to ${P} ${within}, ${PAYMENT_BY[sheet.paymentBy]}.`
  return withDetails('Payment', first, sheet.paymentDetails)
}

function withDetails(heading: string, first: string, details: string): TermSheetClause {
  return { heading, paragraphs: [first, ...lines(details)] }
}

function lines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Given the plaintiff's side and the defendant's, as the clauses call them. */
type BySides = (P: string, D: string) => string

const NON_DISPARAGEMENT: Readonly<Record<TermSheet['nonDisparagement'], BySides>> = {
  mutual: () => 'Neither side disparages the other. Truthful testimony and reports to authorities stay free.',
  'by-plaintiff': (P, D) =>
    `${capital(P)} does not disparage ${D}. Truthful testimony and reports to authorities stay free.`,
  'by-defendant': (P, D) =>
    `${capital(D)} does not disparage ${P}. Truthful testimony and reports to authorities stay free.`,
  none: () => 'There is no agreement on disparagement.',
}

const ADMISSION: Readonly<Record<TermSheet['admission'], string>> = {
  none: 'The settlement is a compromise of disputed claims. Nothing in it admits liability or fault.',
  silent: 'This term sheet says nothing on liability.',
}

const PAYMENT_FROM: Readonly<Record<TermSheet['paymentFrom'], string>> = {
  deal: 'after the deal',
  'long-form': 'after both sides have signed the long form',
  'tax-forms': 'after receiving the payee’s tax forms',
  dismissal: 'after the case is dismissed',
}

const PAYMENT_BY: Readonly<Record<TermSheet['paymentBy'], string>> = {
  wire: 'by wire transfer',
  check: 'by check',
  'as-instructed': 'in the manner that the payee’s lawyer instructs in writing',
}

const DISMISSAL: Readonly<Record<TermSheet['dismissal'], BySides>> = {
  'with-prejudice': (P) => `${capital(P)} dismisses the case with prejudice within 10 days after payment.`,
  'not-filed': () => 'No case has been filed, and none will be filed on the claims released.',
  'as-described': () => 'The case ends as follows:',
}

const FEES: Readonly<Record<TermSheet['feesAndCosts'], string>> = {
  own: 'Each side bears its own attorney’s fees and costs.',
  'by-motion':
    'Attorney’s fees and costs are decided by the court on motion, if the sides do not agree on them.',
  'as-described': 'Attorney’s fees and costs are borne as follows:',
}

const LIENS: Readonly<Record<TermSheet['liens'], BySides>> = {
  'plaintiff-pays': (P, D) =>
    `${capital(P)} satisfies all liens on the settlement amount and holds ${D} harmless from them.`,
  withheld: (_, D) =>
    `${capital(D)} may hold back the amount of each lien of which it has notice until the lien is resolved.`,
  'none-known': (P) => `${capital(P)} states that it knows of no lien on the settlement amount.`,
}

const MEDICARE: Readonly<Record<TermSheet['medicare'], BySides>> = {
  'not-beneficiary': (P) =>
    `${capital(P)} states that no person who is paid is or has been a Medicare beneficiary, and gives what is needed to confirm it.`,
  beneficiary: (P) =>
    `A person who is paid is a Medicare beneficiary. ${capital(P)} resolves conditional payments, and both sides make the reports that the law requires.`,
  'to-be-told': (P) =>
    `Before payment ${P} states whether any person who is paid is a Medicare beneficiary, and gives what reporting requires.`,
}

const TAX_FORMS: Readonly<Record<TermSheet['taxForms'], BySides>> = {
  'before-payment': (P) => `${capital(P)} and its lawyer give completed W-9 forms before payment.`,
  'on-request': () => 'Each side gives the tax forms that the other reasonably asks for.',
  none: () => 'No tax forms are exchanged.',
}
