import type { TermSheet } from './term-sheet.ts'

/** A sheet in which everything is answered. */
export const completeTermSheet: TermSheet = {
  claims: 'All claims that were or could have been raised in the matter.',
  release: 'mutual',
  unknownClaims: 'released',
  confidentiality: 'all',
  carveOuts: 'to insurers\nto enforce this agreement',
  nonDisparagement: 'mutual',
  admission: 'none',
  paymentDays: '30',
  paymentFrom: 'deal',
  paymentBy: 'wire',
  paymentDetails: 'To the trust account of claimant’s counsel.',
  dismissal: 'with-prejudice',
  dismissalDetails: '',
  feesAndCosts: 'own',
  feesDetails: '',
  liens: 'plaintiff-pays',
  medicare: 'not-beneficiary',
  taxForms: 'before-payment',
  taxDetails: '',
  numberFees: 'included',
  numberCosts: 'included',
  numberLiens: 'included',
  governingLaw: 'California',
  otherTerms: '',
}
