import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { DOCX } from '../../contract/documents.ts'
import { rulesText } from '../../contract/rules-text.ts'
import { HOUR_MS } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { makeDocx } from '../documents/document.fixture.ts'
import { ACCEPTANCE, addVersion, openTwoSides, pdfUpload, type TwoSides } from './two-sides.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server?.close())

const terms = () => server.services.terms
const DONE = { ok: true, value: undefined }
const refused = (error: unknown) => ({ ok: false, error })

async function viewOf({ matterId, people }: TwoSides) {
  const current = await server.services.sessions.readMatterSession(people.plaintiff.lead, matterId)
  if (!current) throw new Error('no session')
  return current.view
}

/** Both approve the same version. */
async function settle(matter: TwoSides, text = 'agreement') {
  const { matterId, people } = matter
  const version = await addVersion(server, people.plaintiff.lead, matterId, text)
  await terms().approveTerms(people.plaintiff.lead, matterId, version)
  await terms().approveTerms(people.defendant.lead, matterId, version)
  return version
}

describe('versions', () => {
  test('an upload is kept with number, size and hash, and read by both sides', async () => {
    const { matterId, people } = await openTwoSides(server)
    const file = pdfUpload('first')
    const submissionId = randomUUID()
    const added = await terms().uploadTerms(people.plaintiff.member, { matterId, submissionId, file })
    expect(added).toEqual({ ok: true, value: { version: 1 } })

    const page = await terms().readTerms(people.defendant.client, matterId)
    expect(page?.versions).toMatchObject([
      {
        version: 1,
        source: 'upload',
        side: 'plaintiff',
        addedByName: 'p member',
        document: {
          name: 'Settlement Agreement.pdf',
          mediaType: 'application/pdf',
          sizeBytes: file.bytes.length,
          sha256: createHash('sha256').update(file.bytes).digest('hex'),
        },
      },
    ])
    const documentId = page?.versions[0]?.document.id
    if (!documentId) throw new Error('no document')
    const download = await server.services.documents.downloadDocument(
      people.defendant.lead,
      matterId,
      documentId,
    )
    expect(download?.bytes.equals(file.bytes)).toBe(true)
  })

  test('a new version undoes approvals and acceptances', async () => {
    const matter = await openTwoSides(server)
    const { matterId, people } = matter
    await settle(matter)
    await terms().acceptRules(people.plaintiff.lead, matterId, ACCEPTANCE)
    expect((await viewOf(matter)).sides.plaintiff.acceptance).not.toBeNull()

    await addVersion(server, people.defendant.member, matterId, 'second')
    const view = await viewOf(matter)
    expect(view.terms).toMatchObject({ version: 2, by: 'defendant' })
    expect(view.settlement).toBeNull()
    expect(view.sides.plaintiff.acceptance).toBeNull()
    expect(await terms().acceptRules(people.plaintiff.lead, matterId, ACCEPTANCE)).toEqual(
      refused('terms-not-settled'),
    )
  })

  test('an approval that names an earlier version, or another hash, is refused', async () => {
    const { matterId, people } = await openTwoSides(server)
    const first = await addVersion(server, people.plaintiff.lead, matterId, 'first')
    const second = await addVersion(server, people.plaintiff.lead, matterId, 'second')
    const approve = (named: typeof first) => terms().approveTerms(people.defendant.lead, matterId, named)
    expect(await approve(first)).toEqual(refused('terms-version-changed'))
    expect(await approve({ ...second, sha256: first.sha256 })).toEqual(refused('terms-version-changed'))
    expect(await approve(second)).toEqual(DONE)
  })

  test('the same form sent twice, at once or later, adds one version', async () => {
    const { matterId, people } = await openTwoSides(server)
    const form = { matterId, submissionId: randomUUID(), file: pdfUpload('once') }
    const send = () => terms().uploadTerms(people.plaintiff.lead, form)
    const results = [...(await Promise.all([send(), send(), send()])), await send()]
    expect(results).toEqual(results.map(() => ({ ok: true, value: { version: 1 } })))
    expect((await terms().readTerms(people.plaintiff.lead, matterId))?.versions).toHaveLength(1)
    const rows = await server.ctx.db
      .selectFrom('documents')
      .where('matterId', '=', matterId)
      .select('fileKey')
      .execute()
    expect(rows).toHaveLength(1)
  })

  test('the current version uploaded anew undoes nothing', async () => {
    const { matterId, people } = await openTwoSides(server)
    const version = await addVersion(server, people.plaintiff.lead, matterId, 'same')
    await terms().approveTerms(people.plaintiff.lead, matterId, version)
    const again = { matterId, submissionId: randomUUID(), file: pdfUpload('same') }
    expect(await terms().uploadTerms(people.defendant.lead, again)).toEqual(refused('terms-unchanged'))
  })

  test('a file that is refused leaves nothing behind', async () => {
    const { matterId, people } = await openTwoSides(server)
    const count = async () => (await server.ctx.db.selectFrom('documents').select('id').execute()).length
    const before = await count()
    const upload = (bytes: Buffer) =>
      terms().uploadTerms(people.plaintiff.lead, {
        matterId,
        submissionId: randomUUID(),
        file: { name: 'agreement.pdf', bytes },
      })
    expect(await upload(Buffer.alloc(0))).toEqual(refused('file-empty'))
    expect(await upload(Buffer.from('MZ program'))).toEqual(refused('file-type-refused'))
    expect(await upload(Buffer.alloc(25 * 1024 * 1024 + 1, 'x'))).toEqual(refused('file-too-large'))
    expect(await count()).toBe(before)
    expect((await viewOf({ matterId, people })).terms).toBeNull()
  })

  test('a DOCX can be read in the page as text', async () => {
    const { matterId, people } = await openTwoSides(server)
    await terms().uploadTerms(people.plaintiff.lead, {
      matterId,
      submissionId: randomUUID(),
      file: { name: 'mou.docx', bytes: makeDocx('Whereas the parties', 'Now therefore') },
    })
    const page = await terms().readTermsVersion(people.defendant.lead, matterId, 1)
    expect(page?.version.document.mediaType).toBe(DOCX)
    expect(page?.previewText).toBe('Whereas the parties\n\nNow therefore')
  })

  test('can be prepared before anybody holds the other seat', async () => {
    const matter = await openTwoSides(server, { without: 'defendant' })
    const { matterId, people } = matter
    const version = await addVersion(server, people.plaintiff.lead, matterId, 'early')
    expect(await terms().approveTerms(people.plaintiff.lead, matterId, version)).toEqual(DONE)
    expect((await viewOf(matter)).own?.next).toBe('wait-for-other-seat')
  })
})

describe('who may do what', () => {
  test('members prepare but decide nothing; clients read', async () => {
    const { matterId, people } = await openTwoSides(server)
    const version = await addVersion(server, people.plaintiff.member, matterId, 'x')
    const { member, client } = people.plaintiff
    for (const person of [member, client]) {
      expect(await terms().approveTerms(person, matterId, version)).toEqual(refused('not-allowed'))
      expect(await terms().wishSkip(person, matterId)).toEqual(refused('not-allowed'))
      expect(await terms().acceptRules(person, matterId, ACCEPTANCE)).toEqual(refused('not-allowed'))
      expect(await terms().acceptStart(person, matterId, { startsAt: 1 })).toEqual(refused('not-allowed'))
    }
    const comment = { submissionId: randomUUID(), version: 1, body: 'a remark' }
    expect(await terms().commentOnTerms(member, matterId, comment)).toEqual(DONE)
    expect(await terms().commentOnTerms(client, matterId, comment)).toEqual(refused('not-allowed'))
    const upload = { matterId, submissionId: randomUUID(), file: pdfUpload('y') }
    expect(await terms().uploadTerms(client, upload)).toEqual(refused('not-allowed'))
  })

  test('a stranger gets the same answer for this matter as for one that does not exist', async () => {
    const own = await openTwoSides(server)
    const foreign = await openTwoSides(server)
    const version = await addVersion(server, foreign.people.plaintiff.lead, foreign.matterId, 'secret')
    const page = await terms().readTerms(foreign.people.plaintiff.lead, foreign.matterId)
    const documentId = page?.versions[0]?.document.id
    if (!documentId) throw new Error('no document')
    const eve = own.people.plaintiff.lead
    const missing = randomUUID() as MatterId

    for (const matterId of [foreign.matterId, missing]) {
      expect(await terms().readTerms(eve, matterId)).toBeNull()
      expect(await terms().readTermsVersion(eve, matterId, 1)).toBeNull()
      expect(await terms().readTermSheet(eve, matterId, null)).toBeNull()
      expect(await terms().approveTerms(eve, matterId, version)).toEqual(refused('not-found'))
      const comment = { submissionId: randomUUID(), version: 1, body: 'x' }
      expect(await terms().commentOnTerms(eve, matterId, comment)).toEqual(refused('not-found'))
      const upload = { matterId, submissionId: randomUUID(), file: pdfUpload('x') }
      expect(await terms().uploadTerms(eve, upload)).toEqual(refused('not-found'))
      expect(await server.services.documents.readDocument(eve, matterId, documentId)).toBeNull()
      expect(await server.services.documents.downloadDocument(eve, matterId, documentId)).toBeNull()
    }
    // A document of another matter is not reached through one's own.
    expect(await server.services.documents.downloadDocument(eve, own.matterId, documentId)).toBeNull()
    expect(await server.services.documents.readDocument(eve, own.matterId, documentId)).toBeNull()
  })

  test('who was removed reads and writes nothing any more', async () => {
    const { matterId, people } = await openTwoSides(server)
    await addVersion(server, people.plaintiff.lead, matterId, 'x')
    const { member } = people.plaintiff
    await server.ctx.db
      .updateTable('seatPeople')
      .set({ removedAt: server.clock.now() })
      .where('userId', '=', member.userId)
      .execute()
    expect(await terms().readTerms(member, matterId)).toBeNull()
    const comment = { submissionId: randomUUID(), version: 1, body: 'x' }
    expect(await terms().commentOnTerms(member, matterId, comment)).toEqual(refused('not-found'))
  })
})

describe('skipping', () => {
  test('needs both sides, each by its own wish', async () => {
    const matter = await openTwoSides(server)
    const { matterId, people } = matter
    await terms().wishSkip(people.plaintiff.lead, matterId)
    expect((await viewOf(matter)).settlement).toBeNull()
    await terms().wishSkip(people.defendant.lead, matterId)
    expect((await viewOf(matter)).settlement).toEqual({ kind: 'skipped' })
    await terms().withdrawSkip(people.plaintiff.lead, matterId)
    expect((await viewOf(matter)).settlement).toBeNull()
  })
})

describe('accepting the rules', () => {
  test('keeps the text that was accepted, by whom and on which terms', async () => {
    const matter = await openTwoSides(server)
    const { matterId, people } = matter
    const { sha256 } = await settle(matter)
    expect(await terms().acceptRules(people.plaintiff.lead, matterId, ACCEPTANCE)).toEqual(DONE)

    const kept = await server.ctx.db.selectFrom('rulesTexts').selectAll().executeTakeFirstOrThrow()
    expect(JSON.parse(kept.body)).toEqual(rulesText)
    expect(kept.sha256).toBe(createHash('sha256').update(kept.body).digest('hex'))
    const current = await server.services.sessions.readMatterSession(people.plaintiff.lead, matterId)
    if (!current) throw new Error('no session')
    const acceptances = await server.ctx.db
      .selectFrom('rulesAcceptances')
      .where('sessionId', '=', current.session.id)
      .selectAll()
      .execute()
    expect(acceptances).toMatchObject([
      { side: 'plaintiff', acceptedBy: people.plaintiff.lead.userId, termsSha256: sha256 },
    ])
    expect((await terms().readTerms(people.defendant.lead, matterId))?.acceptedBy).toEqual({
      plaintiff: 'p lead',
    })
  })

  test('of another version than the current one is refused', async () => {
    const matter = await openTwoSides(server)
    await settle(matter)
    const earlier = { ...ACCEPTANCE, rulesVersion: '2020-01-01' }
    expect(await terms().acceptRules(matter.people.plaintiff.lead, matter.matterId, earlier)).toEqual(
      refused('rules-version-changed'),
    )
  })

  test('by both sides opens the session, and freezes the terms', async () => {
    const matter = await openTwoSides(server)
    const { matterId, people } = matter
    const version = await settle(matter)
    await terms().acceptRules(people.plaintiff.lead, matterId, ACCEPTANCE)
    await terms().acceptRules(people.defendant.lead, matterId, ACCEPTANCE)
    expect((await viewOf(matter)).phase).toBe('opening')

    const frozen = refused('terms-frozen')
    const { lead } = people.plaintiff
    const upload = { matterId, submissionId: randomUUID(), file: pdfUpload('late') }
    const documents = () => server.ctx.db.selectFrom('documents').select('id').execute()
    const before = await documents()
    expect(await terms().uploadTerms(lead, upload)).toEqual(frozen)
    expect(await documents()).toEqual(before)
    expect(await terms().approveTerms(lead, matterId, version)).toEqual(frozen)
    expect(await terms().withdrawApproval(lead, matterId)).toEqual(frozen)
    expect(await terms().wishSkip(lead, matterId)).toEqual(frozen)
    expect(await terms().withdrawAcceptance(lead, matterId)).toEqual(frozen)
    const comment = { submissionId: randomUUID(), version: 1, body: 'late' }
    expect(await terms().commentOnTerms(lead, matterId, comment)).toEqual(frozen)
    const sheet = { matterId, answers: {}, revision: 0 }
    expect(await terms().saveTermSheet(lead, sheet)).toEqual(frozen)
  })
})

describe('a later start', () => {
  test('counts once both chose it, and the opening waits for it', async () => {
    const matter = await openTwoSides(server, { timeZone: 'America/New_York' })
    const { matterId, people } = matter
    await settle(matter)
    const start = { date: '2026-01-07', time: '09:00' }
    const startsAt = Date.UTC(2026, 0, 7, 14)
    expect(await terms().proposeStart(people.plaintiff.lead, matterId, start)).toEqual(DONE)
    expect((await viewOf(matter)).start).toEqual({ agreedAt: null, proposal: { by: 'plaintiff', startsAt } })

    const accept = (named: number) =>
      terms().acceptStart(people.defendant.lead, matterId, { startsAt: named })
    expect(await accept(startsAt + HOUR_MS)).toEqual(refused('start-proposal-changed'))
    expect(await accept(startsAt)).toEqual(DONE)
    await terms().acceptRules(people.plaintiff.lead, matterId, ACCEPTANCE)
    await terms().acceptRules(people.defendant.lead, matterId, ACCEPTANCE)
    expect(await viewOf(matter)).toMatchObject({ phase: 'terms', opensAt: startsAt })
  })

  test('that is past, or over a year away, is refused', async () => {
    const { matterId, people } = await openTwoSides(server)
    const propose = (date: string) =>
      terms().proposeStart(people.plaintiff.lead, matterId, { date, time: '09:00' })
    expect(await propose('2026-01-01')).toEqual(refused('start-passed'))
    expect(await propose('2028-01-01')).toEqual(refused('start-too-far'))
    expect(await propose('2026-02-30')).toEqual(refused('start-not-a-time'))
  })
})

describe('comments', () => {
  test('stand with their version, for both sides, once each', async () => {
    const { matterId, people } = await openTwoSides(server)
    await addVersion(server, people.plaintiff.lead, matterId, 'first')
    await addVersion(server, people.plaintiff.lead, matterId, 'second')
    const submissionId = randomUUID()
    const write = (version: number, body: string, id: string = randomUUID()) =>
      terms().commentOnTerms(people.defendant.member, matterId, { submissionId: id, version, body })
    await Promise.all([write(1, 'on clause 3', submissionId), write(1, 'on clause 3', submissionId)])
    await write(2, 'better')
    expect(await write(3, 'no such version')).toEqual(refused('not-found'))

    const page = await terms().readTermsVersion(people.plaintiff.client, matterId, 1)
    expect(page?.comments).toMatchObject([{ side: 'defendant', authorName: 'd member', body: 'on clause 3' }])
    const { versions } = (await terms().readTerms(people.plaintiff.lead, matterId)) ?? {}
    expect(versions?.map(({ version, commentCount }) => [version, commentCount])).toEqual([
      [2, 1],
      [1, 1],
    ])
  })
})
