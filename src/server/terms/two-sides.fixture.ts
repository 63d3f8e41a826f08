import { randomUUID } from 'node:crypto'
import { addAccount, matterForm } from '../../../tests/support/matter-builders.ts'
import type { TestServer } from '../../../tests/support/test-server.ts'
import { rulesText } from '../../contract/rules-text.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { SeatRole } from '../../domain/roles.ts'
import { SIDES, type Side } from '../../domain/side.ts'
import { makePdf } from '../documents/document.fixture.ts'
import type { Upload } from '../documents/receive-document.ts'
import { openMatter } from '../matters/open-matter.ts'
import { addPlace } from '../matters/people-store.ts'
import { takeSeat } from '../sessions/take-seat.ts'

export type TwoSides = {
  readonly matterId: MatterId
  readonly people: Readonly<Record<Side, Readonly<Record<SeatRole, Viewer>>>>
}

/** A matter with a lead, a member and a client on each seat; `without` leaves one seat empty. */
export async function openTwoSides(
  { ctx }: TestServer,
  { without = null, timeZone = 'America/Los_Angeles' }: { without?: Side | null; timeZone?: string } = {},
): Promise<TwoSides> {
  const people = { plaintiff: await addPeople(ctx, 'p'), defendant: await addPeople(ctx, 'd') }
  const first: Side = without === 'plaintiff' ? 'defendant' : 'plaintiff'
  const {
    invitee: _,
    words: __,
    side: ___,
    represents,
    sendInvitation: ____,
    ...form
  } = matterForm({ timeZone })
  const { matterId } = form
  await ctx.db.transaction().execute(async (tx) => {
    const at = await ctx.clock(tx)
    const opened = await openMatter(
      ctx,
      tx,
      {
        ...form,
        words: { plaintiff: 'claimant', defendant: 'respondent' },
        isPractice: false,
        lead: { userId: people[first].lead.userId, side: first, represents },
      },
      at,
    )
    if (!opened.ok) throw new Error(opened.error)
    for (const side of SIDES) {
      if (side === without) continue
      const seatId = opened.value.seats[side]
      for (const role of ['lead', 'member', 'client'] as const) {
        if (side === first && role === 'lead') continue
        await addPlace(ctx, tx, { matterId, seatId, userId: people[side][role].userId, role, at })
      }
      if (side !== first) {
        const taken = await takeSeat(ctx, tx, { matterId, side, actor: people[side].lead.userId })
        if (!taken.ok) throw new Error(taken.error)
      }
    }
  })
  return { matterId, people }
}

async function addPeople(ctx: TestServer['ctx'], prefix: string) {
  const add = (role: SeatRole) =>
    addAccount(ctx, { name: `${prefix} ${role}`, email: `${role}@${randomUUID()}.example` })
  return { lead: await add('lead'), member: await add('member'), client: await add('client') }
}

export function pdfUpload(text: string): Upload {
  return { name: 'Settlement Agreement.pdf', bytes: makePdf(text) }
}

/** Adds a version and returns what an approval of it has to name. */
export async function addVersion({ services }: TestServer, viewer: Viewer, matterId: MatterId, text: string) {
  const added = await services.terms.uploadTerms(viewer, {
    matterId,
    submissionId: randomUUID(),
    file: pdfUpload(text),
  })
  if (!added.ok) throw new Error(added.error)
  const current = await services.sessions.readMatterSession(viewer, matterId)
  if (!current?.view.terms) throw new Error('no terms')
  const { version, sha256 } = current.view.terms
  return { version, sha256 }
}

export const ACCEPTANCE = {
  rulesVersion: rulesText.version,
  acceptRules: 'on',
  confirmAuthority: 'on',
} as const
