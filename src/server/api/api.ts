import { Hono } from 'hono'
import { z } from 'zod'
import {
  type CommandReceipt,
  endSessionSchema,
  enterNumberSchema,
  idempotencyKeySchema,
  keepRunningSchema,
  revealNumberSchema,
  withdrawNumberSchema,
} from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { findViewer } from '../accounts/find-viewer.ts'
import type { Context } from '../context.ts'
import { streamEvents, streamUserEvents } from '../live/stream-events.ts'
import type { Services } from '../services.ts'

type Variables = { viewer: Viewer }

type Command<Body> = readonly [
  viewer: Viewer,
  sessionId: SessionId,
  key: string,
  body: Body,
  headers: Headers,
]

const sessionIdSchema = z.uuid().transform((id) => id as SessionId)
const matterIdSchema = z.uuid().transform((id) => id as MatterId)

/**
 * The commands of a live session, as JSON. Each takes an `Idempotency-Key` and answers a receipt of one shape; a
 * refusal is 404 where there is nothing for this viewer, else 409 with its code. Live events beside them.
 */
export function createApi(ctx: Context, services: Services) {
  const api = new Hono<{ Variables: Variables }>()
  const { sessions } = services

  // Before the sign-in is asked for: a browser must hear that a stream has ended for good, and 204 alone says that
  // without a fault in its console.
  api.on('HEAD', ['/matters/:matterId/events', '/events'], (c) => c.body(null, 405, { Allow: 'GET' }))
  api.get('/matters/:matterId/events', async (c) => {
    const matterId = matterIdSchema.safeParse(c.req.param('matterId'))
    return (matterId.success && (await streamEvents(ctx, c.req.raw, matterId.data))) || c.body(null, 204)
  })
  api.get('/events', async (c) => (await streamUserEvents(ctx, c.req.raw)) ?? c.body(null, 204))

  api.use(async (c, next) => {
    const viewer = await findViewer(ctx, c.req.raw.headers)
    if (!viewer) return c.json(refusal('not-signed-in'), 401)
    c.set('viewer', viewer)
    return next()
  })

  function command<S extends z.ZodType>(
    path: string,
    schema: S,
    run: (...command: Command<z.output<S>>) => Promise<CommandReceipt>,
    empty: object = {},
    bytes: number = RECEIPT_BYTES,
  ): void {
    // What is refused before its command is looked at gets a receipt of the same shape.
    const refuse = (code: string) => receiptOf({ ...refusal(code), ...empty }, bytes)
    api.post(`/sessions/:sessionId/${path}`, async (c) => {
      const answer = (body: string, status: ReturnType<typeof statusOf> | 400) =>
        c.body(body, status, { 'Content-Type': 'application/json' })
      const sessionId = sessionIdSchema.safeParse(c.req.param('sessionId'))
      if (!sessionId.success) return answer(refuse('not-found'), 404)
      const key = idempotencyKeySchema.safeParse(c.req.header('Idempotency-Key'))
      if (!key.success) return answer(refuse('idempotency-key-missing'), 400)
      const body = schema.safeParse(await c.req.json().catch(() => undefined))
      if (!body.success) return answer(refuse('malformed'), 400)
      const { headers } = c.req.raw
      const receipt = await run(c.get('viewer'), sessionId.data, key.data, body.data, headers)
      return answer(receiptOf(receipt, bytes), statusOf(receipt))
    })
  }

  command('entries', enterNumberSchema, sessions.enterNumber)
  command('withdrawals', withdrawNumberSchema, (viewer, sessionId, key) =>
    sessions.withdrawNumber(viewer, sessionId, key),
  )
  command('reveals', revealNumberSchema, sessions.revealNumber, { sealed: null }, REVEAL_BYTES)
  command('keep-running', keepRunningSchema, sessions.switchKeepRunning)
  command('end', endSessionSchema, sessions.endSession)

  api.get('/matters/:matterId/session', async (c) => {
    const matterId = matterIdSchema.safeParse(c.req.param('matterId'))
    const session = matterId.success ? await sessions.readMatterSession(c.get('viewer'), matterId.data) : null
    return session ? c.json(session) : c.json(refusal('not-found'), 404)
  })

  return api
}

/** Longer than any receipt, and than one with a sealed history of 3,532 characters. */
const RECEIPT_BYTES = 128
const REVEAL_BYTES = 3_712

/** A receipt, with blanks at its end: of one length whatever came of the command, for whoever sees lengths alone. */
function receiptOf(receipt: object, bytes: number): string {
  const text = JSON.stringify(receipt)
  if (text.length > bytes) throw new Error(`a receipt of ${text.length} bytes`)
  return text.padEnd(bytes)
}

function refusal(code: string) {
  return { result: 'refused', code, nextPossibleAt: null } as const
}

function statusOf(receipt: CommandReceipt): 200 | 403 | 404 | 409 | 503 {
  switch (receipt.code) {
    case null:
      return 200
    case 'not-found':
      return 404
    case 'not-allowed':
    case 'not-fresh':
      return 403
    case 'temporarily-unavailable':
    case 'outcome-unknown':
      return 503
    default:
      return 409
  }
}
