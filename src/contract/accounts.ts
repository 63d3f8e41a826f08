import { z } from 'zod'
import {
  findPasswordProblem,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  type PasswordContext,
  type PasswordProblem,
} from '../domain/password-policy.ts'
import { mailAddressSchema, optionalLine, requiredLine } from './form-text.ts'
import { timeZoneSchema } from './time-zone.ts'

export const OCCUPATIONS = ['attorney', 'claims-professional', 'party', 'mediator'] as const

/** What a person is, as they say themselves. */
export type Occupation = (typeof OCCUPATIONS)[number]

/** What a person tells about themselves. */
export const accountDetailsSchema = z.object({
  name: requiredLine('Enter your name.', 120),
  occupation: z.enum(OCCUPATIONS, { error: 'Choose what you are.' }),
  firm: optionalLine(160),
  timeZone: timeZoneSchema,
})
export type AccountDetails = z.infer<typeof accountDetailsSchema>

export type Profile = AccountDetails & { readonly email: string }

const PASSWORD_MESSAGES: Readonly<Record<PasswordProblem, string>> = {
  'password-too-short': `Use at least ${PASSWORD_MIN_LENGTH} characters: four or five words, for example.`,
  'password-too-long': `Use at most ${PASSWORD_MAX_LENGTH} characters.`,
  'password-too-guessable':
    'This is among the first things a guesser tries: common words, your own name, rows of keys, repetitions. Add words that nobody would expect.',
}

export function passwordMessage(problem: PasswordProblem): string {
  return PASSWORD_MESSAGES[problem]
}

/** Passwords are taken as they are typed: blanks at the ends belong to them. */
const typedPassword = (missing: string) => z.string({ error: missing }).min(1, missing).max(4096, missing)

/** Adds the policy to a form's schema: `read` takes the new password out of it, and what a guesser knows. */
function withPasswordPolicy<S extends z.ZodObject>(
  schema: S,
  field: keyof z.output<S> & string,
  read: (form: z.output<S>) => { readonly password: string; readonly context: PasswordContext },
) {
  return schema.superRefine((form, refinement) => {
    const { password, context } = read(form)
    const problem = findPasswordProblem(password, context)
    if (problem) {
      refinement.addIssue({ code: 'custom', path: [field], message: PASSWORD_MESSAGES[problem] })
    }
  })
}

const { name, occupation, firm, timeZone } = accountDetailsSchema.shape
const password = typedPassword('Choose a password.')

/** Its fields are in the order of the page, which is the order in which errors are listed. */
export const signUpSchema = withPasswordPolicy(
  z.object({ name, email: mailAddressSchema, password, occupation, firm, timeZone }),
  'password',
  (form) => ({ password: form.password, context: [form.name, form.email, form.firm] }),
)
export type SignUp = z.infer<typeof signUpSchema>

/** For the invited, whose address the invitation fixes. */
export function invitedSignUpSchema(email: string) {
  return withPasswordPolicy(z.object({ name, password, occupation, firm, timeZone }), 'password', (form) => ({
    password: form.password,
    context: [form.name, email, form.firm],
  }))
}

export const verifyEmailSchema = z.object({
  token: z.string().min(1),
  password: typedPassword('Enter the password you chose.'),
})

export const signInSchema = z.object({
  email: mailAddressSchema,
  password: typedPassword('Enter your password.'),
})

export const secondFactorSchema = z.object({
  code: z
    .string({ error: 'Enter the code.' })
    .trim()
    .refine(
      (code) => /^(?:\d{6}|[a-z0-9]{10})$/i.test(code.replace(/[\s-]/g, '')),
      'Enter the six digits that your app shows, or a backup code such as abcde-12345.',
    ),
})

export const forgotPasswordSchema = z.object({ email: mailAddressSchema })

export const resetPasswordSchema = withPasswordPolicy(
  z.object({ token: z.string().min(1), password: typedPassword('Choose a password.') }),
  'password',
  ({ password }) => ({ password, context: [] }),
)

export const changePasswordSchema = withPasswordPolicy(
  z.object({
    currentPassword: typedPassword('Enter your present password.'),
    newPassword: typedPassword('Choose a new password.'),
  }),
  'newPassword',
  ({ newPassword }) => ({ password: newPassword, context: [] }),
)

export const confirmPasswordSchema = z.object({ password: typedPassword('Enter your password.') })

export const totpCodeSchema = z.object({
  code: z
    .string({ error: 'Enter the six digits that your app shows.' })
    .trim()
    .refine((code) => /^\d{6}$/.test(code.replace(/\s/g, '')), 'Enter the six digits that your app shows.'),
})

export const passkeyNameSchema = requiredLine('Give the passkey a name, such as "Work laptop".', 60)

/** What a device answers, as the browser writes it in JSON. The rest of its content is for the verifier to judge. */
const deviceAnswer = {
  id: z.string().min(1).max(2048),
  rawId: z.string(),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
}

export const passkeyAssertionSchema = z.looseObject({
  ...deviceAnswer,
  response: z.looseObject({
    clientDataJSON: z.string(),
    authenticatorData: z.string(),
    signature: z.string(),
  }),
})
export type PasskeyAssertion = z.infer<typeof passkeyAssertionSchema>

export const newPasskeySchema = z.object({
  name: passkeyNameSchema,
  response: z.looseObject({
    ...deviceAnswer,
    response: z.looseObject({ clientDataJSON: z.string(), attestationObject: z.string() }),
  }),
})
export type NewPasskey = z.infer<typeof newPasskeySchema>

/** How the server answers each message of a passkey's ceremony: what to ask the device, where to go on, or why not. */
export const passkeyReplySchema = z.union([
  z.object({ options: z.looseObject({ challenge: z.string() }) }),
  z.object({ next: z.string() }),
  z.object({
    refusal: z.enum(['passkey-refused', 'too-many-attempts', 'wrong-password', 'not-fresh', 'not-signed-in']),
  }),
])
export type PasskeyReply =
  | { readonly options: object }
  | { readonly next: string }
  | { readonly refusal: PasskeyRefusal }
export type PasskeyRefusal =
  | 'passkey-refused'
  | 'too-many-attempts'
  | 'wrong-password'
  | 'not-fresh'
  | 'not-signed-in'

export type SecurityOverview = {
  readonly totpEnabled: boolean
  readonly passkeys: readonly {
    readonly passkeyId: string
    readonly name: string
    readonly addedAt: number | null
  }[]
}

export type ListedSignIn = {
  readonly signInId: string
  /** The one that the page was asked for with. */
  readonly isPresent: boolean
  readonly device: string
  readonly ipAddress: string | null
  readonly signedInAt: number
}
