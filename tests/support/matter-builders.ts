import { randomUUID } from 'node:crypto'
import type { NewMatter } from '../../src/contract/matters.ts'
import type { Viewer } from '../../src/contract/viewer.ts'
import type { MatterId, UserId } from '../../src/domain/ids.ts'
import type { Context } from '../../src/server/context.ts'
import { hashInvitationToken } from '../../src/server/invitations/invitation-token.ts'
import type { CreateMatter } from '../../src/server/matters/create-matter.ts'

export type AccountData = { readonly name: string; readonly email: string; readonly firm?: string }

/** An account with a verified address, as sign-up leaves it, but for a password. */
export async function addAccount(ctx: Context, { name, email, firm = '' }: AccountData): Promise<Viewer> {
  const userId = randomUUID() as UserId
  const timeZone = 'America/New_York'
  const at = await ctx.clock(ctx.db)
  await ctx.db
    .insertInto('users')
    .values({
      id: userId,
      name,
      email,
      emailVerified: true,
      image: null,
      occupation: 'attorney',
      firm,
      timeZone,
      factorsChangedAt: at,
      createdAt: new Date(at),
      updatedAt: new Date(at),
    })
    .execute()
  return { userId, name, email, timeZone }
}

/** A filled-in form for a new matter: the creator is the plaintiff's lawyer and invites the defendant's. */
export function matterForm(
  changes: Partial<NewMatter> & { readonly sendInvitation?: boolean } = {},
): CreateMatter {
  return {
    matterId: randomUUID() as MatterId,
    caption: 'Alvarez v. Northgate Logistics, Inc.',
    side: 'plaintiff',
    words: 'plaintiff-defendant',
    represents: 'Maria Alvarez',
    forum: 'Superior Court of California, County of Alameda',
    caseNumber: 'RG26-104417',
    dispute: 'Unpaid overtime between 2023 and 2025.',
    currency: 'USD',
    amountInDisputeCents: 25_000_000n,
    timeZone: 'America/Los_Angeles',
    invitee: { name: 'Marcus Oyelaran', email: 'marcus@oyelaran.example', note: '' },
    sendInvitation: true,
    ...changes,
  }
}

export type InvitationLink = { readonly by: 'token'; readonly token: string }

/** The same context, which remembers the tokens that it hands out: what the readers of the mails find in their links. */
export function recordLinks(ctx: Context): {
  readonly ctx: Context
  /** The link of the last invitation to an address. */
  readonly linkTo: (email: string) => Promise<InvitationLink>
} {
  const tokens = new Map<string, string>()
  const newToken = () => {
    const token = ctx.chance.newToken()
    tokens.set(hashInvitationToken(token), token)
    return token
  }
  return {
    ctx: { ...ctx, chance: { ...ctx.chance, newToken } },
    async linkTo(email) {
      const hashes = await ctx.db
        .selectFrom('invitations')
        .select('tokenHash')
        .where('email', '=', email)
        .orderBy('sentAt')
        .execute()
      const hash = [...tokens.keys()].findLast((made) => hashes.some(({ tokenHash }) => tokenHash === made))
      const token = hash && tokens.get(hash)
      if (!token) throw new Error(`no invitation to ${email}`)
      return { by: 'token', token }
    },
  }
}
