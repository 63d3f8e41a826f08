import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BareContext, openBareContext } from '../../../tests/support/bare-context.ts'
import { type MailServer, startMailServer } from '../../../tests/support/mail-server.ts'
import { DAY_MS, HOUR_MS } from '../../domain/deadlines.ts'
import { deliverMail, waitAfter } from './deliver-mail.ts'
import { queueContent } from './queue-mail.ts'
import { sweepMail } from './sweep-mail.ts'
import type { OutboxId } from './tables.ts'

const SECRET_LINK = 'https://backchannel.example/reset-password?token=a-one-use-token'

let bare: BareContext
let smtp: MailServer
let ctx: BareContext['ctx']

beforeAll(async () => {
  bare = await openBareContext({
    PUBLIC_URL: 'https://backchannel.example',
    SMTP_URL: 'smtp://mail.example',
  })
})
afterAll(() => bare.close())

beforeEach(async () => {
  smtp = await startMailServer()
  ctx = sendingTo(smtp.url)
})
afterEach(() => smtp.close())

function sendingTo(url: string): BareContext['ctx'] {
  const from = 'Backchannel <no-reply@backchannel.example>'
  return { ...bare.ctx, config: { ...bare.ctx.config, mail: { kind: 'smtp', url, from } } }
}

async function queued(subject = 'A subject', name = 'Rosa Díaz'): Promise<OutboxId> {
  const dedupeKey = ctx.chance.newId()
  await ctx.db.transaction().execute((tx) =>
    queueContent(ctx, tx, {
      to: { email: 'rosa@firm.example', name },
      template: 'deal',
      content: {
        subject,
        preview: 'A preview',
        heading: 'A heading',
        paragraphs: ['A paragraph.'],
        action: { label: 'Go', url: SECRET_LINK },
      },
      dedupeKey,
    }),
  )
  const outbox = ctx.db.selectFrom('mailOutbox').select('id').where('dedupeKey', '=', dedupeKey)
  return (await outbox.executeTakeFirstOrThrow()).id
}

const rowOf = (id: OutboxId) =>
  ctx.db.selectFrom('mailOutbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('deliverMail', () => {
  it('sends the mail in both its forms, from our address to the reader’s, and marks it sent', async () => {
    const id = await queued()
    await deliverMail(ctx, id)

    const [mail] = smtp.received()
    expect(smtp.received()).toHaveLength(1)
    expect(mail?.to).toBe('rosa@firm.example')
    expect(mail?.parsed.subject).toBe('A subject')
    expect(mail?.parsed.text).toContain(SECRET_LINK)
    expect(mail?.parsed.html).toContain('A heading')
    expect(mail?.parsed.from?.value[0]?.address).toBe('no-reply@backchannel.example')
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    const row = await rowOf(id)
    expect(mail?.parsed.messageId).toBe(row.messageId)
    expect(mail?.parsed.date?.getTime()).toBe(row.queuedAt)
    expect(row.sentAt).toBe(bare.clock.now())
  })

  it('keeps the mail encrypted while it waits, and erases it once it is sent', async () => {
    const id = await queued()
    const { sealed } = await rowOf(id)
    for (const word of ['a-one-use-token', 'A subject', 'rosa@firm.example']) {
      expect(sealed?.includes(word)).toBe(false)
    }
    await deliverMail(ctx, id)
    expect((await rowOf(id)).sealed).toBe(null)
  })

  it('sends once, however many workers take it up at once, and never again', async () => {
    const id = await queued()
    await Promise.all(Array.from({ length: 8 }, () => deliverMail(ctx, id)))
    await deliverMail(ctx, id)
    expect(smtp.received()).toHaveLength(1)
  })

  it('puts off what the server would not take, and sends it when it will', async () => {
    smtp.answer({ code: 451, at: 'recipient' })
    const id = await queued()
    await deliverMail(ctx, id)
    const { nextAttemptAt, attempts } = await rowOf(id)
    expect(attempts).toBe(1)
    expect(nextAttemptAt - bare.clock.now()).toBe(waitAfter(id, 1))
    expect(bare.enqueued.at(-1)).toEqual({ kind: 'mail', id, notBefore: nextAttemptAt })

    smtp.answer(null)
    await deliverMail(ctx, id)
    expect(smtp.received()).toHaveLength(0)
    bare.clock.set(nextAttemptAt)
    await deliverMail(ctx, id)
    expect(smtp.received()).toHaveLength(1)
  })

  it('survives an SMTP server that is not there', async () => {
    await smtp.close()
    const id = await queued()
    await deliverMail(ctx, id)
    expect(await rowOf(id)).toMatchObject({ attempts: 1, sentAt: null, givenUpAt: null })
  })

  it('takes over from a worker that died at it, and sends the very same bytes', async () => {
    const id = await queued()
    const { sealed } = await rowOf(id)
    await deliverMail(ctx, id)
    // As if the first worker had died between the server's answer and its own note of it.
    await ctx.db
      .updateTable('mailOutbox')
      .set({ sentAt: null, sealed, leasedUntil: bare.clock.now() + 120_000 })
      .where('id', '=', id)
      .execute()
    await deliverMail(ctx, id)
    expect(smtp.received()).toHaveLength(1)

    bare.clock.advance(121_000)
    await deliverMail(ctx, id)
    const [first, second] = smtp.received()
    expect(second?.raw).toBe(first?.raw)
  })

  it('gives up and erases what the server refuses for good', async () => {
    smtp.answer({ code: 550, at: 'recipient' })
    const id = await queued()
    await deliverMail(ctx, id)
    expect(await rowOf(id)).toMatchObject({ givenUpAt: bare.clock.now(), sealed: null })
  })

  it('does not give up for a sign-in of ours that is refused', async () => {
    ctx = sendingTo(smtp.url.replace('smtp://', 'smtp://us:wrong@'))
    smtp.answer({ code: 535, at: 'sign-in' })
    const id = await queued()
    await deliverMail(ctx, id)
    expect(await rowOf(id)).toMatchObject({ attempts: 1, givenUpAt: null })
  })

  it('tries for four days, ever more rarely, and then gives up', async () => {
    smtp.answer({ code: 451, at: 'recipient' })
    const id = await queued()
    const begun = bare.clock.now()
    for (let row = await rowOf(id); row.givenUpAt === null; row = await rowOf(id)) {
      bare.clock.set(row.nextAttemptAt)
      await deliverMail(ctx, id)
    }
    const { givenUpAt, attempts, sealed } = await rowOf(id)
    expect(sealed).toBe(null)
    expect((givenUpAt ?? 0) - begun).toBeGreaterThanOrEqual(4 * DAY_MS)
    expect((givenUpAt ?? 0) - begun).toBeLessThan(4 * DAY_MS + 8 * HOUR_MS)
    expect(attempts).toBeLessThan(40)
  })

  it('lets nothing that people typed make a header or another recipient', async () => {
    const id = await queued(
      'Alvarez\r\nBcc: thief@evil.example\r\n\r\nbody',
      'Rosa\r\nCc: thief@evil.example <x@y>, "',
    )
    await deliverMail(ctx, id)
    const [mail] = smtp.received()
    const headers = mail?.raw.slice(0, mail.raw.indexOf('\r\n\r\n')) ?? ''
    expect(headers).not.toMatch(/^(bcc|cc):/im)
    expect(mail?.parsed.to).toMatchObject({ value: [{ address: 'rosa@firm.example' }] })
    expect(mail?.parsed.subject).toBe('Alvarez Bcc: thief@evil.example body')
  })
})

describe('a long queue', () => {
  it('costs a mail nothing: it is found by its id, before the database knows how long the queue is', async () => {
    const id = await queued()
    const tx = await ctx.db.startTransaction().execute()
    await sql`insert into mail_outbox (id, dedupe_key, message_id, template, sealed, queued_at, next_attempt_at, attempts)
      select gen_random_uuid(), 'waits/' || n, '<waits-' || n || '@firm.example>', 'deal', '\\x00', 0, 0, 0
      from generate_series(1, 1000) n`.execute(tx)
    await deliverMail({ ...ctx, db: tx }, id)
    const { rows } = await sql<{ looked: number }>`
      select (idx_tup_fetch + seq_tup_read)::int as looked from pg_stat_xact_user_tables
      where relname = 'mail_outbox'`.execute(tx)
    await tx.rollback().execute()
    expect(rows[0]?.looked).toBeGreaterThan(0)
    expect(rows[0]?.looked).toBeLessThan(100)
  })
})

describe('sweepMail', () => {
  it('enqueues anew what is due and nobody is at, and nothing else', async () => {
    const waiting = await queued()
    const sent = await queued()
    await deliverMail(ctx, sent)
    smtp.answer({ code: 451, at: 'recipient' })
    const putOff = await queued()
    await deliverMail(ctx, putOff)

    const enqueuedBySweep = async () => {
      const before = bare.enqueued.length
      await sweepMail(ctx)
      const ids = bare.enqueued.slice(before).map(({ id }) => id)
      return [waiting, sent, putOff].filter((id) => ids.includes(id))
    }
    expect(await enqueuedBySweep()).toEqual([waiting])
    bare.clock.advance(HOUR_MS)
    expect(await enqueuedBySweep()).toEqual([waiting, putOff])
  })
})
