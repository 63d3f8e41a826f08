import type { RadioChoice } from '../../ui/choice.tsx'
import type { SideWords } from './side-words.ts'

export type ChoiceField =
  | 'release'
  | 'unknownClaims'
  | 'confidentiality'
  | 'nonDisparagement'
  | 'admission'
  | 'paymentFrom'
  | 'paymentBy'
  | 'dismissal'
  | 'feesAndCosts'
  | 'liens'
  | 'medicare'
  | 'taxForms'
  | 'numberFees'
  | 'numberCosts'
  | 'numberLiens'

/** The answers to choose from, in the matter's words for the sides. The values are those of the schema. */
export function termSheetChoices(words: SideWords): Readonly<Record<ChoiceField, readonly RadioChoice[]>> {
  const { plaintiff, defendant } = words
  const included = (what: string): readonly RadioChoice[] => [
    { value: 'included', label: `Included: nothing is owed for ${what} on top` },
    { value: 'extra', label: 'Not included: dealt with separately' },
  ]
  return {
    release: [
      { value: 'mutual', label: 'Mutual', description: 'Both sides release each other.' },
      {
        value: 'by-plaintiff',
        label: 'One way',
        description: `The ${plaintiff} side releases the ${defendant} side.`,
      },
    ],
    unknownClaims: [
      {
        value: 'released',
        label: 'Released too',
        description:
          'With a waiver of California Civil Code section 1542 and laws like it, quoted in the sheet.',
      },
      { value: 'kept', label: 'Not released', description: 'The release covers known and suspected claims.' },
    ],
    confidentiality: [
      { value: 'all', label: 'Terms and amount' },
      { value: 'amount', label: 'The amount alone' },
      { value: 'none', label: 'Nothing is confidential' },
    ],
    nonDisparagement: [
      { value: 'mutual', label: 'Both sides' },
      { value: 'by-plaintiff', label: `The ${plaintiff} side` },
      { value: 'by-defendant', label: `The ${defendant} side` },
      { value: 'none', label: 'Nobody' },
    ],
    admission: [
      {
        value: 'none',
        label: 'No admission',
        description: 'A compromise; nothing admits liability or fault.',
      },
      { value: 'silent', label: 'Say nothing on it' },
    ],
    paymentFrom: [
      { value: 'deal', label: 'the deal' },
      { value: 'long-form', label: 'both signatures on the long form' },
      { value: 'tax-forms', label: 'receipt of the payee’s tax forms' },
      { value: 'dismissal', label: 'the dismissal' },
    ],
    paymentBy: [
      { value: 'wire', label: 'Wire transfer' },
      { value: 'check', label: 'Check' },
      { value: 'as-instructed', label: 'As the payee’s lawyer instructs in writing' },
    ],
    dismissal: [
      {
        value: 'with-prejudice',
        label: 'Dismissed with prejudice',
        description: `By the ${plaintiff} side, within 10 days after payment.`,
      },
      { value: 'not-filed', label: 'No case was filed' },
      { value: 'as-described', label: 'As described below' },
    ],
    feesAndCosts: [
      { value: 'own', label: 'Each side bears its own' },
      { value: 'by-motion', label: 'Decided by the court on motion' },
      { value: 'as-described', label: 'As described below' },
    ],
    liens: [
      { value: 'plaintiff-pays', label: `The ${plaintiff} side satisfies them` },
      { value: 'withheld', label: `The ${defendant} side may hold them back` },
      { value: 'none-known', label: 'None is known' },
    ],
    medicare: [
      { value: 'not-beneficiary', label: 'Nobody who is paid is a beneficiary' },
      { value: 'beneficiary', label: 'Somebody who is paid is a beneficiary' },
      { value: 'to-be-told', label: 'To be stated before payment' },
    ],
    taxForms: [
      { value: 'before-payment', label: 'W-9 before payment' },
      { value: 'on-request', label: 'On request' },
      { value: 'none', label: 'None' },
    ],
    numberFees: included('fees'),
    numberCosts: included('costs'),
    numberLiens: included('liens'),
  }
}
