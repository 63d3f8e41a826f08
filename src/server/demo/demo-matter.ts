import type { ClockMove } from '../../contract/practice.ts'
import { rulesText } from '../../contract/rules-text.ts'
import { sealNumber } from '../../contract/sealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../../contract/sealing-base64url.ts'
import type { TermSheet } from '../../contract/term-sheet.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { EntryId, MatterId } from '../../domain/ids.ts'
import { ok } from '../../domain/result.ts'
import { stepOf } from '../../domain/session-state.ts'
import type { Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { openMatter } from '../matters/open-matter.ts'
import { addPlace } from '../matters/people-store.ts'
import { createServices } from '../services.ts'
import { takeSeat } from '../sessions/take-seat.ts'

export type DemoStory = {
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  readonly dispute: string
  readonly amountInDisputeCents: bigint
  readonly represents: Readonly<Record<Side, string>>
}

/** One matter of the demonstration, told by the use cases that the pages call. */
export type DemoMatter = Awaited<ReturnType<typeof openDemoMatter>>

/**
 * A matter with the two lawyers on its seats. It is marked as practice, so that its time can be moved on: to tell the
 * states that take days, and by whoever looks at it.
 */
export async function openDemoMatter(ctx: Context, people: Readonly<Record<Side, Viewer>>, story: DemoStory) {
  const matterId = ctx.chance.newId() as MatterId
  const { represents, ...matter } = story
  const opened = await transact(ctx.db, async (tx) => {
    const at = await ctx.clock(tx)
    const { plaintiff, defendant } = people
    const made = await openMatter(
      ctx,
      tx,
      {
        ...matter,
        matterId,
        currency: 'USD',
        timeZone: 'America/Los_Angeles',
        words: { plaintiff: 'plaintiff', defendant: 'defendant' },
        isPractice: true,
        lead: { userId: plaintiff.userId, side: 'plaintiff', represents: represents.plaintiff },
      },
      at,
    )
    if (!made.ok) return made
    const seatId = made.value.seats.defendant
    await addPlace(ctx, tx, { matterId, seatId, userId: defendant.userId, role: 'lead', at })
    await tx.updateTable('seats').set({ represents: represents.defendant }).where('id', '=', seatId).execute()
    const taken = await takeSeat(ctx, tx, { matterId, side: 'defendant', actor: defendant.userId })
    return taken.ok ? ok(made.value.seats) : taken
  })
  const seats = done(opened)
  const { terms, practice, sessions, messages } = createServices(ctx)
  const both = [people.plaintiff, people.defendant]

  async function read(side: Side) {
    const session = await sessions.readMatterSession(people[side], matterId)
    if (!session) throw new Error('the demonstration lost a matter')
    return session
  }

  return {
    async termSheet(side: Side, sheet: TermSheet) {
      done(
        await terms.makeTermsFromSheet(people[side], { matterId, submissionId: ctx.chance.newId(), sheet }),
      )
    },
    async approve(side: Side) {
      const { view } = await read(side)
      if (view.terms) done(await terms.approveTerms(people[side], matterId, view.terms))
    },
    async skip() {
      for (const person of both) done(await terms.wishSkip(person, matterId))
    },
    async wishSkip(side: Side) {
      done(await terms.wishSkip(people[side], matterId))
    },
    async acceptRules(...sides: readonly Side[]) {
      for (const side of sides) {
        const form = { rulesVersion: rulesText.version, acceptRules: 'on', confirmAuthority: 'on' } as const
        done(await terms.acceptRules(people[side], matterId, form))
      }
    },
    async enter(side: Side, amountCents: bigint) {
      const { session, view } = await read(side)
      const step = stepOf(view.phase)
      if (step === null) throw new Error('the demonstration entered a number out of time')
      const entryId = ctx.chance.newId() as EntryId
      const envelope = await sealNumber({
        sessionId: session.id,
        side,
        seatId: seats[side],
        entryId,
        currency: 'USD',
        step,
        publicKey: bytesFromBase64url(session.publicKey),
        amountCents,
      })
      const entry = { entryId, step, envelope: base64urlFromBytes(envelope) }
      const receipt = await sessions.enterNumber(people[side], session.id, ctx.chance.newId(), entry)
      if (receipt.code !== null) throw new Error(`the demonstration was refused: ${receipt.code}`)
    },
    async move(...moves: readonly ClockMove[]) {
      for (const move of moves) done(await practice.movePracticeClock(people.plaintiff, matterId, move))
    },
    async keepRunning(side: Side) {
      const { session } = await read(side)
      await sessions.switchKeepRunning(people[side], session.id, ctx.chance.newId(), { on: true })
    },
    async end(side: Side, reason: string) {
      const { session } = await read(side)
      await sessions.endSession(people[side], session.id, ctx.chance.newId(), { reason })
    },
    async write(side: Side, body: string) {
      done(
        await messages.sendMessage(people[side], {
          matterId,
          submissionId: ctx.chance.newId(),
          body,
          files: [],
        }),
      )
    },
  }
}

function done<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`the demonstration was refused: ${JSON.stringify(result.error)}`)
  return result.value
}
