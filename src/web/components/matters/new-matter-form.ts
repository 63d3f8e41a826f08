/** The fields of the page for a new matter, as text: what travels between the form and its review. */
const FIELDS = [
  'matterId',
  'caption',
  'forum',
  'caseNumber',
  'dispute',
  'side',
  'words',
  'represents',
  'currency',
  'amountInDispute',
  'timeZone',
  'inviteeName',
  'inviteeEmail',
  'inviteeNote',
] as const

export type NewMatterValues = Readonly<Partial<Record<(typeof FIELDS)[number], string>>>

/** What was typed, kept as it was typed. */
export function typedValues(form: FormData): NewMatterValues {
  return Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = form.get(name)
      return typeof value === 'string' && value !== '' ? [[name, value]] : []
    }),
  )
}
