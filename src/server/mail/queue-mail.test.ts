import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BareContext, openBareContext } from '../../../tests/support/bare-context.ts'
import { sampleMatter } from '../../emails/matter-words.ts'
import { deliverMail } from './deliver-mail.ts'
import { hasDevelopmentInbox } from './development-inbox.ts'
import { findInboxMail } from './find-inbox-mail.ts'
import { listInboxMail } from './list-inbox-mail.ts'
import { type MailRequest, queueMail } from './queue-mail.ts'
import { openMail, sealMail } from './seal-mail.ts'

let bare: BareContext
beforeEach(async () => {
  bare = await openBareContext()
})
afterEach(() => bare.close())

const request: MailRequest<'deal'> = {
  to: { email: 'rosa@firm.example', name: 'Rosa' },
  template: 'deal',
  props: sampleMatter,
  dedupeKey: 'a-deal/rosa',
}

const outbox = () => bare.ctx.db.selectFrom('mailOutbox').selectAll().execute()
const queue = (change: Partial<MailRequest<'deal'>> = {}) =>
  bare.ctx.db.transaction().execute((tx) => queueMail(bare.ctx, tx, { ...request, ...change }))

describe('queueMail', () => {
  it('leaves nothing behind where its transaction is rolled back', async () => {
    await expect(
      bare.ctx.db.transaction().execute(async (tx) => {
        await queueMail(bare.ctx, tx, request)
        throw new Error('something later failed')
      }),
    ).rejects.toThrow('something later failed')
    expect(await outbox()).toEqual([])
  })

  it('queues a mail once for its key, with one job, even when asked at the same time', async () => {
    await Promise.all([queue(), queue(), queue()])
    await queue()
    expect(await outbox()).toHaveLength(1)
    expect(bare.enqueued).toHaveLength(1)
  })

  it('queues nothing for practice', async () => {
    await queue({ practice: true })
    expect(await outbox()).toEqual([])
  })

  it('gives each mail a Message-ID that tells nothing of what it is about', async () => {
    await queue()
    await queue({ dedupeKey: 'a-deal/marcus' })
    const [first, second] = await outbox()
    expect(first?.messageId).toMatch(/^<[0-9a-f-]{36}@localhost>$/)
    expect(first?.messageId).not.toBe(second?.messageId)
    expect(first?.messageId).not.toContain(first?.id)
  })
})

describe('the development inbox', () => {
  it('shows what was delivered, once, to those on this machine', async () => {
    await queue()
    const [mail] = await outbox()
    if (!mail) throw new Error('nothing queued')
    await deliverMail(bare.ctx, mail.id)
    // Sent again after a crash.
    await bare.ctx.db
      .updateTable('mailOutbox')
      .set({ sentAt: null, sealed: mail.sealed })
      .where('id', '=', mail.id)
      .execute()
    await deliverMail(bare.ctx, mail.id)

    const listed = await listInboxMail(bare.ctx)
    expect(listed?.map(({ subject, to }) => [subject, to.email])).toEqual([
      ['Alvarez v. Northgate Logistics, Inc.: there is news', 'rosa@firm.example'],
    ])
    const id = listed?.[0]?.id ?? ''
    expect((await findInboxMail(bare.ctx, id))?.text).toContain('There is news')
    expect(await findInboxMail(bare.ctx, 'no-such-mail')).toBe(null)
  })

  it('does not exist where anybody else could ask for it', async () => {
    const { config } = bare.ctx
    expect(hasDevelopmentInbox(config)).toBe(true)
    for (const elsewhere of [
      { ...config, host: '0.0.0.0' },
      { ...config, baseUrl: 'https://backchannel.example' },
      { ...config, mail: { kind: 'smtp', url: 'smtp://127.0.0.1', from: 'us' } as const },
    ]) {
      expect(hasDevelopmentInbox(elsewhere)).toBe(false)
      expect(await listInboxMail({ ...bare.ctx, config: elsewhere })).toBe(null)
    }
  })
})

describe('a sealed mail', () => {
  const mail = { to: { email: 'a@b.example', name: 'A' }, subject: 's', html: 'h', text: 't' }
  const key = 'ab'.repeat(32)

  it('opens under its key and row alone, and unchanged', () => {
    const sealed = sealMail(key, 'row-1', mail, bare.ctx.chance)
    expect(openMail(key, 'row-1', sealed)).toEqual(mail)
    expect(() => openMail('cd'.repeat(32), 'row-1', sealed)).toThrow()
    expect(() => openMail(key, 'row-2', sealed)).toThrow()
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => openMail(key, 'row-1', changed)).toThrow()
    }
  })
})
