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

/** The values in a text that this page kept; null where there are none. */
export function keptValues(text: string | null): NewMatterValues | null {
  const kept = parse(text)
  const entries = FIELDS.flatMap((name) => {
    const value: unknown = kept instanceof Object ? Reflect.get(kept, name) : undefined
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return entries.length === 0 ? null : Object.fromEntries(entries)
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
