import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { completeTermSheet } from '../../contract/term-sheet.fixture.ts'
import { TERM_SHEET_START } from '../../contract/term-sheet.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { inspectPdf } from '../documents/inspect-pdf.ts'
import { ACCEPTANCE, addVersion, openTwoSides } from './two-sides.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server?.close())

const terms = () => server.services.terms
const make = (viewer: Viewer, matterId: MatterId, sheet = completeTermSheet) =>
  terms().makeTermsFromSheet(viewer, { matterId, submissionId: randomUUID(), sheet })

describe('a draft', () => {
  test('is kept for the own side and unknown to the other', async () => {
    const { matterId, people } = await openTwoSides(server)
    const saved = await terms().saveTermSheet(people.plaintiff.member, {
      matterId,
      answers: { claims: 'All wage claims', governingLaw: 'Nevada' },
      revision: 0,
    })
    expect(saved).toEqual({ ok: true, value: { revision: 1 } })
    expect(await terms().readTermSheet(people.plaintiff.lead, matterId, null)).toMatchObject({
      from: 'draft',
      answers: { claims: 'All wage claims', governingLaw: 'Nevada' },
      revision: 1,
      saved: { byName: 'p member' },
    })

    const others = await terms().readTermSheet(people.defendant.lead, matterId, null)
    expect(others).toMatchObject({ from: 'start', revision: 0, saved: null })
    expect(others?.answers).toEqual({
      ...TERM_SHEET_START,
      claims: 'Unpaid overtime between 2023 and 2025.',
    })
    expect((await terms().readTerms(people.defendant.lead, matterId))?.draft).toBeNull()
    expect((await terms().readTerms(people.plaintiff.lead, matterId))?.draft).not.toBeNull()
  })

  test('saved meanwhile by a colleague is not overwritten unseen', async () => {
    const { matterId, people } = await openTwoSides(server)
    const save = (viewer: Viewer, revision: number, governingLaw: string) =>
      terms().saveTermSheet(viewer, { matterId, answers: { governingLaw }, revision })
    await save(people.plaintiff.lead, 0, 'Nevada')
    expect(await save(people.plaintiff.member, 0, 'Utah')).toEqual({
      ok: false,
      error: { code: 'draft-changed', revision: 1, savedByName: 'p lead' },
    })
    expect(await save(people.plaintiff.member, 1, 'Utah')).toEqual({ ok: true, value: { revision: 2 } })
  })

  test('is for leads and members, not for clients', async () => {
    const { matterId, people } = await openTwoSides(server)
    const saved = await terms().saveTermSheet(people.plaintiff.client, { matterId, answers: {}, revision: 0 })
    expect(saved).toEqual({ ok: false, error: 'not-allowed' })
  })
})

describe('a complete sheet', () => {
  test('becomes a PDF that is approved by its hash like any other document', async () => {
    const { matterId, people } = await openTwoSides(server)
    expect(await make(people.plaintiff.member, matterId)).toEqual({ ok: true, value: { version: 1 } })

    const page = await terms().readTerms(people.defendant.lead, matterId)
    const [version] = page?.versions ?? []
    if (!version) throw new Error('no version')
    expect(version).toMatchObject({ source: 'term-sheet', document: { name: 'Settlement term sheet.pdf' } })
    const { documents } = server.services
    const download = await documents.downloadDocument(people.defendant.lead, matterId, version.document.id)
    if (!download) throw new Error('no download')
    expect(inspectPdf(download.bytes).ok).toBe(true)
    const { sha256 } = version.document
    const approved = await terms().approveTerms(people.defendant.lead, matterId, { version: 1, sha256 })
    expect(approved.ok).toBe(true)
  })

  test('whose answers are those of the current version undoes nothing', async () => {
    const { matterId, people } = await openTwoSides(server)
    await make(people.plaintiff.lead, matterId)
    expect(await make(people.defendant.lead, matterId)).toEqual({ ok: false, error: 'terms-unchanged' })
  })

  test('is where the other side starts its own from', async () => {
    const { matterId, people } = await openTwoSides(server)
    await make(people.plaintiff.lead, matterId)
    expect(await terms().readTermSheet(people.defendant.member, matterId, null)).toMatchObject({
      from: 'version',
      answers: completeTermSheet,
    })
    await terms().saveTermSheet(people.defendant.lead, {
      matterId,
      answers: { claims: 'other' },
      revision: 0,
    })
    expect(await terms().readTermSheet(people.defendant.lead, matterId, 1)).toMatchObject({
      from: 'version',
      answers: completeTermSheet,
      revision: 1,
    })
  })

  test('with letters that the paper cannot set names them, and becomes nothing', async () => {
    const { matterId, people } = await openTwoSides(server)
    const made = await make(people.plaintiff.lead, matterId, {
      ...completeTermSheet,
      otherTerms: '甲方 pays',
    })
    expect(made).toEqual({
      ok: false,
      error: { code: 'characters-not-printable', field: 'otherTerms', characters: ['甲', '方'] },
    })
  })
})

describe('a new session', () => {
  test('is offered the last terms as a draft, approved by nobody', async () => {
    const { matterId, people } = await openTwoSides(server)
    const { lead } = people.plaintiff
    await addVersion(server, lead, matterId, 'first')
    const { sha256 } = await addVersion(server, lead, matterId, 'second')
    await terms().approveTerms(lead, matterId, { version: 2, sha256 })
    const before = await server.services.sessions.readMatterSession(lead, matterId)
    if (!before) throw new Error('no session')
    const key = randomUUID()
    await server.services.sessions.endSession(lead, before.session.id, key, { reason: null })
    expect((await server.services.sessions.proposeSession(people.defendant.lead, matterId)).ok).toBe(true)

    const page = await terms().readTerms(people.defendant.lead, matterId)
    expect(page?.versions).toEqual([])
    expect(page?.offered).toMatchObject({ fromVersion: 2, fromOrdinal: 1, document: { sha256 } })
    expect(page?.current.view.sides.plaintiff.approvedVersion).toBeNull()
    expect(page?.current.view.terms).toBeNull()

    const form = { matterId, submissionId: randomUUID() }
    expect(await terms().reuseTerms(people.defendant.client, form)).toEqual({
      ok: false,
      error: 'not-allowed',
    })
    const reused = [await terms().reuseTerms(people.defendant.member, form)]
    reused.push(await terms().reuseTerms(people.defendant.member, form))
    expect(reused).toEqual([
      { ok: true, value: { version: 1 } },
      { ok: true, value: { version: 1 } },
    ])
    const after = await terms().readTerms(lead, matterId)
    expect(after?.offered).toBeNull()
    expect(after?.current.view.settlement).toBeNull()
    expect(after?.versions).toMatchObject([{ version: 1, source: 'earlier-session', side: 'defendant' }])
    const approved = await terms().approveTerms(lead, matterId, { version: 1, sha256 })
    expect(approved.ok).toBe(true)
  })

  test('after one in which they were not used is offered the same again', async () => {
    const { matterId, people } = await openTwoSides(server)
    const { lead } = people.plaintiff
    await make(lead, matterId)
    for (const _ of [1, 2]) {
      const current = await server.services.sessions.readMatterSession(lead, matterId)
      if (!current) throw new Error('no session')
      await server.services.sessions.endSession(lead, current.session.id, randomUUID(), { reason: null })
      await server.services.sessions.proposeSession(lead, matterId)
    }
    expect((await terms().readTerms(lead, matterId))?.offered).toMatchObject({ fromOrdinal: 1 })
    expect(await terms().readTermSheet(people.defendant.lead, matterId, null)).toMatchObject({
      from: 'earlier-session',
      answers: completeTermSheet,
    })
  })

  test('carries over neither drafts nor acceptances', async () => {
    const { matterId, people } = await openTwoSides(server)
    const { lead } = people.plaintiff
    await terms().wishSkip(lead, matterId)
    await terms().wishSkip(people.defendant.lead, matterId)
    await terms().acceptRules(lead, matterId, ACCEPTANCE)
    await terms().saveTermSheet(lead, { matterId, answers: { claims: 'x' }, revision: 0 })
    const current = await server.services.sessions.readMatterSession(lead, matterId)
    if (!current) throw new Error('no session')
    await server.services.sessions.endSession(lead, current.session.id, randomUUID(), { reason: null })
    await server.services.sessions.proposeSession(lead, matterId)

    const page = await terms().readTerms(lead, matterId)
    expect(page).toMatchObject({ offered: null, draft: null, acceptedBy: {} })
    expect(page?.current.view.sides.plaintiff).toMatchObject({ wantsSkip: false, acceptance: null })
  })
})
