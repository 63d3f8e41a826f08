import { z } from 'zod'
import type { MatterId, UserId } from '../domain/ids.ts'
import type { ShownInvitationStatus } from '../domain/invitation.ts'
import { parseAmount } from '../domain/money.ts'
import { CURRENCY_CODES, type Currency, isCurrency } from '../domain/money-currencies.ts'
import { type AmountProblem, describeAmountProblem } from '../domain/money-problem.ts'
import { ok, type Result } from '../domain/result.ts'
import type { SeatRole } from '../domain/roles.ts'
import { SIDES, type Side } from '../domain/side.ts'
import type { NextAction } from '../domain/visibility.ts'
import { mailAddressSchema, optionalLine, optionalText, requiredLine, requiredText } from './form-text.ts'
import type { Invitee, SentInvitation } from './invitations.ts'
import { timeZoneSchema } from './time-zone.ts'

/** The matter's own words for the two sides, as the court papers have them. */
export const SIDE_WORDS = {
  'plaintiff-defendant': { plaintiff: 'plaintiff', defendant: 'defendant' },
  'claimant-respondent': { plaintiff: 'claimant', defendant: 'respondent' },
  'petitioner-respondent': { plaintiff: 'petitioner', defendant: 'respondent' },
} as const satisfies Record<string, Readonly<Record<Side, string>>>
export type SideWords = keyof typeof SIDE_WORDS
export const SIDE_WORDS_KEYS = Object.keys(SIDE_WORDS) as [SideWords, ...SideWords[]]

/** What the papers claim may exceed what can be entered as a number; in minor units. */
export const AMOUNT_IN_DISPUTE_LIMITS = { least: 1n, most: 10n ** 15n } as const

/**
 * A new matter, as the form sends it. The id comes with the form, so that a form sent twice makes one matter. What spans
 * fields is checked whether or not other fields are in order, so that the form shows all that is wrong at once.
 */
export const newMatterSchema = z
  .object({
    matterId: z.uuid().transform((id) => id as MatterId),
    caption: requiredLine('Enter the caption, for example “Doe v. Acme Corp.”.', 300),
    side: z.enum(SIDES, { error: 'Choose whether your client pays or receives.' }),
    words: z.enum(SIDE_WORDS_KEYS, { error: 'Choose the words that the papers use.' }),
    represents: requiredLine('Enter the party you act for.', 200),
    forum: optionalLine(200),
    caseNumber: optionalLine(100),
    dispute: requiredText('Describe in a sentence or two what is disputed.', 4000),
    currency: z.enum(CURRENCY_CODES, { error: 'Choose a currency.' }),
    /** What the papers claim, if they name an amount: no side's demand or offer. */
    amountInDispute: z.string().optional(),
    timeZone: timeZoneSchema,
    /** The other side's lawyer; all empty for a matter whose other side is invited later. */
    inviteeName: optionalLine(120),
    inviteeEmail: mailAddressSchema.optional(),
    inviteeNote: optionalText(2000),
  })
  .refine((form) => amountOf(form).ok, {
    path: ['amountInDispute'],
    when: ({ value }) => hasCurrency(value),
    error: ({ input }) => (hasCurrency(input) ? amountProblem(input) : ''),
  })
  .refine((form) => form.inviteeName !== '' || !namesInvitee(form), {
    path: ['inviteeName'],
    when: () => true,
    error: 'Enter the name of the other side’s lawyer, or leave all three fields empty.',
  })
  .refine((form) => isText(form.inviteeEmail) || !namesInvitee(form), {
    path: ['inviteeEmail'],
    when: ({ issues }) => !issues.some((issue) => issue.path?.[0] === 'inviteeEmail'),
    error: 'Enter the e-mail address of the other side’s lawyer, or leave all three fields empty.',
  })
  .transform(({ amountInDispute, inviteeName, inviteeEmail, inviteeNote, ...matter }) => {
    const amount = amountOf({ amountInDispute, currency: matter.currency })
    const invitee: Invitee | null =
      inviteeEmail === undefined ? null : { name: inviteeName, email: inviteeEmail, note: inviteeNote }
    return { ...matter, amountInDisputeCents: amount.ok ? amount.value : null, invitee }
  })
export type NewMatter = z.output<typeof newMatterSchema>

type AmountFields = { readonly currency: Currency; readonly amountInDispute?: string | undefined }

function amountOf({ amountInDispute, currency }: AmountFields): Result<bigint | null, AmountProblem> {
  if (!isText(amountInDispute)) return ok(null)
  return parseAmount(amountInDispute, currency, AMOUNT_IN_DISPUTE_LIMITS)
}

function amountProblem(form: AmountFields): string {
  const amount = amountOf(form)
  return amount.ok ? '' : describeAmountProblem(amount.error, form.currency, AMOUNT_IN_DISPUTE_LIMITS)
}

function hasCurrency(form: unknown): form is AmountFields {
  return (
    typeof form === 'object' &&
    form !== null &&
    'currency' in form &&
    typeof form.currency === 'string' &&
    isCurrency(form.currency)
  )
}

type InviteeFields = Readonly<
  Partial<Record<'inviteeName' | 'inviteeEmail' | 'inviteeNote', string | undefined>>
>

function namesInvitee({ inviteeName, inviteeEmail, inviteeNote }: InviteeFields): boolean {
  return [inviteeName, inviteeEmail, inviteeNote].some(isText)
}

/** Asked of what is no text as well: a form can have a field twice, or a file in its place. */
function isText(text: unknown): text is string {
  return typeof text === 'string' && text.trim() !== ''
}

/** Where a matter's latest session is: in one of its steps, or how it ended. Both sides see it alike. */
export type MatterStage = 'terms' | 'opening' | 'adjustment' | 'deal' | 'ended'

/** Whose turn each next action is: the reader's own seat's, somebody else's or the clock's, or nobody's any more. */
export const TURNS = {
  'settle-terms': 'reader',
  'approve-terms': 'reader',
  'answer-skip': 'reader',
  'accept-rules': 'reader',
  'enter-number': 'reader',
  'wait-for-terms': 'others',
  'wait-for-other-seat': 'others',
  'wait-for-acceptance': 'others',
  'wait-for-start': 'others',
  'number-stands': 'others',
  'wait-for-operator': 'nobody',
  'read-deal': 'nobody',
  'propose-new-session': 'nobody',
} as const satisfies Record<NextAction, 'reader' | 'others' | 'nobody'>

/** The lists that a reader can choose from; each is a condition on the own seat's row. */
export const MATTER_FILTERS = [
  'all',
  'needs-me',
  'waiting',
  'terms',
  'opening',
  'adjustment',
  'deal',
  'ended',
] as const
export type MatterFilter = (typeof MATTER_FILTERS)[number]

export const MATTER_SORTS = ['deadline', 'activity', 'caption', 'newest'] as const
export type MatterSort = (typeof MATTER_SORTS)[number]

/** What the address of the list asks for. Anything that makes no sense there falls back to the whole list. */
export const matterQuerySchema = z.object({
  q: optionalLine(200).catch(''),
  filter: z.enum(MATTER_FILTERS).catch('all'),
  sort: z.enum(MATTER_SORTS).catch('deadline'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
export type MatterQuery = z.output<typeof matterQuerySchema>

export const MATTERS_A_PAGE = 25

/** A row of the list, made of the reader's own seat and what both sides share. */
export type MatterRow = {
  readonly matterId: MatterId
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  readonly timeZone: string
  readonly isPractice: boolean
  readonly side: Side
  readonly sideWord: string
  readonly represents: string
  readonly other: OtherSeat
  readonly stage: MatterStage
  readonly nextAction: NextAction
  readonly nextDeadlineAt: number | null
  readonly lastActivityAt: number
}

/** Who is opposite, as far as this side knows. */
export type OtherSeat =
  | { readonly kind: 'held'; readonly lead: string }
  | { readonly kind: 'invited'; readonly name: string; readonly status: ShownInvitationStatus }
  | { readonly kind: 'open' }

export type MatterList = {
  readonly rows: readonly MatterRow[]
  readonly total: number
  readonly page: number
  readonly pageCount: number
  /** The instant for which the rows were read: relative times count from it. */
  readonly now: number
}

export type SeatMember = {
  readonly userId: UserId
  readonly name: string
  readonly email: string
  readonly firm: string
  readonly role: SeatRole
  readonly addedAt: number
  readonly isReader: boolean
}

/** The people of a matter as one seat sees them. */
export type MatterPeople = {
  readonly isPractice: boolean
  readonly words: Readonly<Record<Side, string>>
  readonly side: Side
  readonly otherSide: Side
  readonly own: readonly SeatMember[]
  /** Pending and declined ones; what came of the others is in the activity. */
  readonly teamInvitations: readonly SentInvitation[]
  /** Of the other seat nobody but its lead is named. */
  readonly otherLead: { readonly name: string; readonly firm: string } | null
  /** The last one that this seat sent to the other. */
  readonly otherInvitation: SentInvitation | null
  /** Whether the members of the reader's seat may have its number revealed. */
  readonly membersMayReveal: boolean
  /** Invite, renew, revoke, remove, hand over. */
  readonly mayManage: boolean
  readonly now: number
}
