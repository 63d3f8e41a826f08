import { getFormProps, getInputProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'
import { type NewMatter, newMatterSchema } from '../../../contract/matters.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { Fieldset, RadioGroup } from '../../ui/choice.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { timeZoneOptions } from '../accounts/time-zone-options.ts'
import { AmountReadBack } from './amount-read-back.tsx'
import { currencyOptions } from './currency-options.ts'
import type { NewMatterValues } from './new-matter-form.ts'
import { seatRule } from './seat-rule.ts'
import { sideChoices, sideWordOptions } from './side-choices.ts'

export interface NewMatterFieldsProps {
  readonly values: NewMatterValues
  readonly result: SubmissionResult<string[]> | null
  /** IANA names, from the server, so that both renders agree. */
  readonly timeZones: readonly string[]
}

/** The one page of a new matter. Nothing is made or sent by it: its button leads to the review. */
export function NewMatterFields({ values, result, timeZones }: NewMatterFieldsProps) {
  const [form, fields] = useForm<z.input<typeof newMatterSchema>, NewMatter, string[]>({
    ...formTiming,
    id: 'new-matter',
    lastResult: result,
    defaultValue: values,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: newMatterSchema }),
  })
  return (
    <Form {...getFormProps(form)} className="gap-8">
      <FormErrors form={form} />
      <input {...getInputProps(fields.matterId, { type: 'hidden' })} key="matterId" />

      <Fieldset legend="The case">
        <TextField
          {...fieldProps(fields.caption)}
          label="Caption"
          hint="As on the court papers, or as you would write it: “Doe v. Acme Corp.”"
          maxLength={300}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            {...fieldProps(fields.forum)}
            label="Court or forum"
            optional
            hint="Leave it empty if nothing is filed."
            maxLength={200}
          />
          <TextField
            {...fieldProps(fields.caseNumber)}
            label="Case number"
            optional
            hint="If there is one."
            maxLength={100}
          />
        </div>
        <TextArea
          {...fieldProps(fields.dispute)}
          label="What is disputed"
          hint="In a sentence or two. Both sides read it; if both go without a document, these are the claims that are released."
          rows={3}
        />
      </Fieldset>

      <Fieldset legend="Your side">
        <RadioGroup
          {...fieldProps(fields.side)}
          label="Which side are you on?"
          choices={sideChoices}
          columns={2}
        />
        <TextField
          {...fieldProps(fields.represents)}
          label="Whom you act for"
          hint="The party’s name. If the dispute is your own, your name."
          maxLength={200}
        />
        <Select
          {...fieldProps(fields.words)}
          label="What the papers call the sides"
          hint="Who receives is named first."
          options={sideWordOptions}
        />
      </Fieldset>

      <Fieldset legend="Money and time">
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            {...fieldProps(fields.currency)}
            label="Currency"
            hint="Both sides’ numbers are entered in it. It cannot be changed later."
            options={currencyOptions}
          />
          <TextField
            {...fieldProps(fields.amountInDispute)}
            label="Amount in dispute"
            optional
            hint="What the papers claim, such as 250,000 or $1.5m. Both sides see it. It is nobody’s number."
            inputMode="decimal"
            autoComplete="off"
            after={<AmountReadBack text={fields.amountInDispute.value} currency={fields.currency.value} />}
          />
        </div>
        <Select
          {...fieldProps(fields.timeZone)}
          label="The matter’s time zone"
          hint="Usually that of the court. Deadlines are shown in it beside each reader’s own."
          options={timeZoneOptions(timeZones)}
        />
      </Fieldset>

      <Fieldset
        legend="The other side’s lawyer"
        hint={`You see the invitation before it goes, and can send it later. ${seatRule}`}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            {...fieldProps(fields.inviteeName)}
            label="Name"
            optional
            autoComplete="off"
            maxLength={120}
          />
          <TextField
            {...fieldProps(fields.inviteeEmail)}
            type="email"
            inputMode="email"
            label="E-mail address"
            optional
            autoComplete="off"
          />
        </div>
        <TextArea
          {...fieldProps(fields.inviteeNote)}
          label="A personal note"
          optional
          hint="The invitation carries it as your words. Do not write a number here."
          rows={3}
        />
      </Fieldset>

      <SubmitButton name="intent" value="review" pendingLabel="Checking…">
        Review the matter
      </SubmitButton>
    </Form>
  )
}
