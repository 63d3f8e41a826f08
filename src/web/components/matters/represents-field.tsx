import { TextField, type TextFieldProps } from '../../ui/text-field.tsx'

/** Whom the lead of a seat acts for; the other side sees it. */
export function RepresentsField(field: Omit<TextFieldProps, 'label' | 'hint'>) {
  return (
    <TextField
      {...field}
      label="Whom you act for"
      hint="The party’s name. If the dispute is your own, your name."
      maxLength={200}
    />
  )
}
