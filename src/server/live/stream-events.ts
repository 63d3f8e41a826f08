import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { findSignIn, type SignIn } from '../accounts/find-viewer.ts'
import type { Context } from '../context.ts'
import { findSeatAccess, type SeatAccess } from '../matters/seat-access.ts'
import type { HeardTopic, LiveInterest } from './live-events.ts'

/** Kept as constant as a timer is: how a stream breathes tells nothing of what goes on. */
const HEARTBEAT_MS = 20_000
/** After which a browser asks again where a stream broke. */
const RETRY_MS = 3_000
/** So many lines may wait for a reader; of what comes then, each topic is told once, when there is room. */
const MOST_WAITING = 64
/** A reader who has taken nothing for so long is gone, and asks again if not. */
const MOST_BEATS_BEHIND = 6

export type StreamOptions = { readonly heartbeatMs?: number }

/**
 * The changes of a matter as server-sent events, as one seat may hear of them, and of the viewer's notices. Each says
 * what to look at again and no more: no id, no time, no count. Null where nobody is signed in, or has no seat on the matter.
 *
 * The stream ends when the sign-in or the place on the seat has: a change of people is looked into at once, the rest at
 * each heartbeat.
 */
export async function streamEvents(
  ctx: Context,
  request: Request,
  matterId: MatterId,
  options: StreamOptions = {},
): Promise<Response | null> {
  const signIn = await findSignIn(ctx, request.headers)
  const seat = signIn && (await findSeatAccess(ctx.db, signIn.viewer.userId, matterId))
  if (!signIn || !seat) return null
  const { viewer } = signIn
  const mayHear = async () => (await isOpen(ctx, signIn)) && (await holdsStill(ctx, viewer, seat))
  return stream(ctx, request, { userId: viewer.userId, seat }, mayHear, options)
}

/** The viewer's notices alone. Null where nobody is signed in. */
export async function streamUserEvents(
  ctx: Context,
  request: Request,
  options: StreamOptions = {},
): Promise<Response | null> {
  const signIn = await findSignIn(ctx, request.headers)
  if (!signIn) return null
  const interest = { userId: signIn.viewer.userId, seat: null }
  return stream(ctx, request, interest, () => isOpen(ctx, signIn), options)
}

/** Looked up in the table itself: asking as a request does would prolong the sign-in for as long as a page is open. */
async function isOpen(ctx: Context, { signInId }: SignIn): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('signIns')
    .select('expiresAt')
    .where('id', '=', signInId)
    .executeTakeFirst()
  return row !== undefined && row.expiresAt.getTime() > (await ctx.clock(ctx.db))
}

async function holdsStill(ctx: Context, viewer: Viewer, seat: SeatAccess): Promise<boolean> {
  const now = await findSeatAccess(ctx.db, viewer.userId, seat.matterId)
  return now?.seatId === seat.seatId
}

function stream(
  ctx: Context,
  request: Request,
  interest: LiveInterest,
  mayHear: () => Promise<boolean>,
  { heartbeatMs = HEARTBEAT_MS }: StreamOptions,
): Response {
  const encoder = new TextEncoder()
  let letGo = () => {}
  let goOn = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let ended = false
        /** What a reader who takes nothing has yet to hear of: each topic once, so that it cannot grow. */
        const held = new Set<HeardTopic>()
        let beatsBehind = 0
        // While it is looked into whether this reader has been removed, every signal waits.
        let gate = Promise.resolve()
        const heartbeat = setInterval(() => {
          beatsBehind = isBehind() ? beatsBehind + 1 : 0
          if (beatsBehind > MOST_BEATS_BEHIND) return end()
          if (beatsBehind === 0) send(': \n\n')
          gate = gate.then(checked)
        }, heartbeatMs)
        const unsubscribe = ctx.live.subscribe(interest, heard, end)
        letGo = () => {
          ended = true
          clearInterval(heartbeat)
          unsubscribe()
        }
        goOn = () => {
          for (const topic of held) {
            if (isBehind()) return
            held.delete(topic)
            tell(topic)
          }
        }

        function isBehind(): boolean {
          return (controller.desiredSize ?? 0) <= 0
        }
        function heard(topic: HeardTopic): void {
          if (topic === 'people' || topic === 'resync') gate = gate.then(checked)
          void gate.then(() => {
            if (held.size > 0 || isBehind()) held.add(topic)
            else tell(topic)
          })
        }
        async function checked(): Promise<void> {
          const may = await mayHear().catch(() => false)
          if (!may) end()
        }
        function tell(topic: HeardTopic): void {
          send(`event: changed\ndata: ${JSON.stringify({ topic })}\n\n`)
        }
        function send(text: string): void {
          if (!ended) controller.enqueue(encoder.encode(text))
        }
        function end(): void {
          if (ended) return
          letGo()
          controller.close()
        }

        request.signal.addEventListener('abort', end)
        send(`retry: ${RETRY_MS}\n\n`)
      },
      pull: () => goOn(),
      cancel: () => letGo(),
    },
    new CountQueuingStrategy({ highWaterMark: MOST_WAITING }),
  )
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // A proxy that gathers answers would hold the events back.
      'X-Accel-Buffering': 'no',
    },
  })
}
