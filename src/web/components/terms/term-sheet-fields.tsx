import type { FieldMetadata } from '@conform-to/react'
import type { ReactNode } from 'react'
import type { TermSheetField } from '../../../contract/term-sheet.ts'
import { Fieldset, RadioGroup } from '../../ui/choice.tsx'
import { fieldProps } from '../../ui/conform.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import type { SideWords } from './side-words.ts'
import { type ChoiceField, termSheetChoices } from './term-sheet-choices.ts'

export interface TermSheetFieldsProps {
  readonly fields: Readonly<Record<TermSheetField, FieldMetadata<unknown>>>
  readonly words: SideWords
}

/** Every question of the term sheet, in the order in which the paper answers them. */
export function TermSheetFields({ fields, words }: TermSheetFieldsProps) {
  const choices = termSheetChoices(words)
  const radios = (name: ChoiceField, label: ReactNode, columns: 1 | 2 = 2) => (
    <RadioGroup {...fieldProps(fields[name])} label={label} choices={choices[name]} columns={columns} />
  )
  const long = (name: TermSheetField, label: string, hint?: string) => (
    <TextArea {...fieldProps(fields[name])} label={label} hint={hint} rows={2} optional />
  )
  return (
    <div className="flex flex-col gap-12">
      <Fieldset legend="Release">
        {radios('release', 'Who releases whom?')}
        <TextArea
          {...fieldProps(fields.claims)}
          label="Which claims are released?"
          hint="For example: all claims that were or could have been raised in the matter."
        />
        {radios('unknownClaims', 'Claims that are unknown today')}
      </Fieldset>
      <Fieldset legend="Confidentiality and non-disparagement">
        {radios('confidentiality', 'What is kept confidential?', 1)}
        <TextArea
          {...fieldProps(fields.carveOuts)}
          label="What confidentiality does not prevent"
          hint="One exception a line."
          optional
          rows={5}
        />
        {radios('nonDisparagement', 'Who promises not to disparage the other?')}
        {radios('admission', 'Liability')}
      </Fieldset>
      <Fieldset
        legend="What the number covers"
        hint="The amount itself stands nowhere in the sheet: it comes from the deal."
      >
        {radios('numberFees', 'Attorney’s fees')}
        {radios('numberCosts', 'Costs of suit')}
        {radios('numberLiens', 'Liens')}
      </Fieldset>
      <Fieldset legend="Payment and dismissal">
        <div className="flex flex-wrap gap-4">
          <TextField
            {...fieldProps(fields.paymentDays)}
            label="Days until payment"
            inputMode="numeric"
            className="w-40"
          />
          <Select
            {...fieldProps(fields.paymentFrom)}
            label="Counted from"
            options={options(choices.paymentFrom)}
            placeholder="Choose from what"
            className="min-w-56 flex-1"
          />
        </div>
        <Select
          {...fieldProps(fields.paymentBy)}
          label="Paid by"
          options={options(choices.paymentBy)}
          placeholder="Choose how"
        />
        {long('paymentDetails', 'More on payment', 'Payees, installments, where it goes.')}
        {radios('dismissal', 'The case', 1)}
        {long('dismissalDetails', 'More on how the case ends')}
      </Fieldset>
      <Fieldset legend="Fees, liens and taxes">
        {radios('feesAndCosts', 'Who bears attorney’s fees and costs?', 1)}
        {long('feesDetails', 'More on fees and costs')}
        {radios('liens', 'Liens', 1)}
        {radios('medicare', 'Medicare', 1)}
        {radios('taxForms', 'Tax forms', 1)}
        {long('taxDetails', 'More on taxes')}
      </Fieldset>
      <Fieldset legend="Law and other terms">
        <TextField
          {...fieldProps(fields.governingLaw)}
          label="Governing law"
          hint="A state or country, for example California."
        />
        {long('otherTerms', 'Other terms', 'Do not write a number that you would pay or take.')}
      </Fieldset>
    </div>
  )
}

function options(choices: readonly { readonly value: string; readonly label: ReactNode }[]) {
  return choices.map(({ value, label }) => ({ value, label: String(label) }))
}
