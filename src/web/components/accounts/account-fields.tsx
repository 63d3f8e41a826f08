import type { FieldMetadata } from '@conform-to/react'
import type { Occupation } from '../../../contract/accounts.ts'
import { RadioGroup } from '../../ui/choice.tsx'
import { fieldProps } from '../../ui/conform.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { occupationChoices } from './occupation-choices.ts'
import { TimeZoneField } from './time-zone-field.tsx'

type DetailsFields = {
  readonly occupation: FieldMetadata<Occupation>
  readonly firm: FieldMetadata<string | undefined>
  readonly timeZone: FieldMetadata<string>
}

export interface AccountFieldsProps {
  /** As `useForm` returned them. */
  readonly fields: DetailsFields
  /** IANA names, from the server, so that both renders agree. */
  readonly timeZones: readonly string[]
}

/** What a person tells about their work: on sign-up, on accepting an invitation, and in the profile. */
export function AccountFields({ fields, timeZones }: AccountFieldsProps) {
  return (
    <>
      <RadioGroup {...fieldProps(fields.occupation)} label="What are you?" choices={occupationChoices} />
      <TextField
        {...fieldProps(fields.firm)}
        label="Firm or company"
        hint="Both seats of a matter cannot be held by one firm. Leave it empty if you have none."
        optional
        required={false}
        autoComplete="organization"
      />
      <TimeZoneField {...fieldProps(fields.timeZone)} timeZones={timeZones} />
    </>
  )
}
