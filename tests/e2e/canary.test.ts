import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { HOUR_MS, OPENING_MS } from '../../src/domain/deadlines.ts'
import type { MatterId } from '../../src/domain/ids.ts'
import { SIDES, type Side } from '../../src/domain/side.ts'
import { TYPEFACE } from '../../src/pdf/typeface.ts'
import { type Canary, type Scanner, scannerFor } from '../secrecy/canary/scan.ts'
import { textOfPdf } from '../secrecy/canary/text-of-pdf.ts'
import { contextOptions, type Visitor, visitorIn } from '../support/browser.ts'
import { launchWithProfile } from '../support/chromium.ts'
import { type Installation, openInstallation, type WebProcess } from '../support/installation.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type MovedClock, moveClockOf } from '../support/moved-clock.ts'
import { openMatterForTwo } from '../support/negotiation.ts'
import { TEST_PASSWORD } from '../support/people.ts'
import { withDescendants } from '../support/processes.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { download, openSessionOnPages } from './support/acts.ts'
import { expect as expectPage } from './support/expect.ts'
import { numberField, sealNumber, standNumber } from './support/lawyers.ts'

/** Of ten digits and more, so that none turns up by accident; none is the deal's, which is a whole unit. */
const NUMBERS = {
  firstDemand: ['9,641,728,305.19', 964_172_830_519n],
  changedDemand: ['9,518,273,640.27', 951_827_364_027n],
  withdrawnOffer: ['1,273,846,590.83', 127_384_659_083n],
  secondOffer: ['1,384,957,261.46', 138_495_726_146n],
  typedAndLeft: ['8,264,915,073.68', 826_491_507_368n],
  lastDemand: ['4,927,381,650.91', 492_738_165_091n],
  lastOffer: ['6,183,729,504.57', 618_372_950_457n],
} as const
const CANARIES: readonly Canary[] = Object.entries(NUMBERS).map(([name, [, cents]]) => ({ name, cents }))

/** Only to end what hangs: a gigabyte is looked through. */
const LIMIT_MS = 600_000

/** Put into every place on purpose, to show that it would be found there. */
const CONTROL: Canary = { name: 'control', cents: 731_826_495_137n }
const CONTROL_TEXT = '7,318,264,951.37'

const settings = { LOG_LEVEL: 'debug' }
let folder: string
let mail: MailServer
let installation: Installation
let clock: MovedClock
let owner: pg.Client
let web: WebProcess
let others: readonly ServerProcess[]
let lawyers: Readonly<Record<Side, Visitor>>
let matterId: MatterId

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-canary-'))
  mail = await startMailServer()
  installation = await openInstallation({ webs: 1 })
  clock = await moveClockOf(installation.ownerUrl)
  owner = new pg.Client({ connectionString: installation.ownerUrl })
  await owner.connect()
  const all = { ...settings, SMTP_URL: mail.url }
  web = installation.startWeb(0, all)
  await web.saying('Backchannel is at')
  others = [await installation.startMatcher(), installation.startWorker(all)]
  const negotiation = await openMatterForTwo(await installation.openServices())
  matterId = negotiation.matterId
  lawyers = {
    plaintiff: await signIn('plaintiff', negotiation.people.plaintiff.viewer.email),
    defendant: await signIn('defendant', negotiation.people.defendant.viewer.email),
  }
})
afterAll(async () => {
  await owner?.end()
  await clock?.close()
  await installation?.close()
  await mail?.close()
  await rm(folder, { recursive: true, force: true })
})

const profileOf = (side: Side) => join(folder, side)

async function openBrowser(side: Side): Promise<Visitor> {
  const options = contextOptions({ baseUrl: installation.balancer.url })
  return visitorIn(await launchWithProfile(profileOf(side), options), side)
}

async function signIn(side: Side, email: string): Promise<Visitor> {
  const visitor = await openBrowser(side)
  const { page } = visitor
  await page.goto(paths.signIn())
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname === paths.matters())
  return visitor
}

/** Everything that is kept, sent, logged or in memory, but for the matcher and the pages that are open. */
async function scanEverything(scanner: Scanner): Promise<void> {
  await owner.query('checkpoint')
  const { rows } = await owner.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  const data = rows[0]?.folder ?? ''
  await scanner.folder('files of the installation', join(data, '..', '..'))
  const postmaster = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
  const started = [postmaster, ...[web, ...others].map(({ child }) => child.pid ?? 0)]
  for (const pid of await withDescendants(started)) {
    await scanner.environment('environments of the processes', pid)
  }
  await scanner.memory('memory of the web server', web.child.pid ?? 0)
  for (const { output } of [web, ...others]) scanner.bytes('log', output())
  for (const { raw, parsed } of mail.received()) {
    scanner.bytes('mail', [raw, parsed.subject, parsed.text, parsed.html].join('\n'))
  }
  const tables = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r'`,
  )
  for (const { name } of tables.rows) {
    const dump = await owner.query<{ row: string }>(`select t::text as row from ${name} t`)
    scanner.bytes('dump of the database', dump.rows.map(({ row }) => row).join('\n'))
  }
}

async function scanProfiles(scanner: Scanner): Promise<void> {
  for (const side of SIDES) await scanner.folder('profiles of the browsers', profileOf(side))
}

async function scanPapers(scanner: Scanner, visitor: Visitor): Promise<void> {
  const record = await download(visitor.page, paths.matterDealRecord(matterId))
  scanner.bytes('papers', record)
  scanner.bytes('papers', await textOfPdf(record))
  scanner.bytes('papers', await download(visitor.page, paths.matterJournal(matterId)))
}

it(
  'leaves no number of a whole negotiation in what the program or a browser keeps, logs, sends or remembers',
  async () => {
    const { plaintiff, defendant } = lawyers
    const scanner = scannerFor(CANARIES)
    await openSessionOnPages(matterId, plaintiff.page, defendant.page)
    await standNumber(plaintiff.page, matterId, NUMBERS.firstDemand[0])
    await standNumber(plaintiff.page, matterId, NUMBERS.changedDemand[0])
    await standNumber(defendant.page, matterId, NUMBERS.withdrawnOffer[0])
    await defendant.page.getByRole('button', { name: 'Withdraw the number' }).click()
    await defendant.page.getByRole('dialog').getByRole('button', { name: 'Withdraw it' }).click()
    await expectPage(defendant.page.getByText('No number of your side stands.')).toBeVisible()
    await standNumber(defendant.page, matterId, NUMBERS.secondOffer[0])

    // Seen again, chart and table and all.
    await plaintiff.page.getByRole('button', { name: 'Show my number' }).click()
    await plaintiff.page.getByRole('button', { name: 'Show the figures' }).click()
    await expectPage(plaintiff.page.getByText(`$${NUMBERS.changedDemand[0]}`).first()).toBeVisible()
    await plaintiff.page.getByRole('button', { name: 'Show as a table' }).click()
    // Typed, and left in the form: what a browser keeps of a form it would keep of this.
    await defendant.page.goto(paths.matterNumber(matterId))
    await numberField(defendant.page).fill(NUMBERS.typedAndLeft[0])
    scanner.bytes('papers', await download(defendant.page, paths.matterDeadlines(matterId)))
    await scanEverything(scanner)

    await clock.advance(OPENING_MS + HOUR_MS)
    await standNumber(plaintiff.page, matterId, NUMBERS.lastDemand[0])
    await sealNumber(defendant.page, matterId, NUMBERS.lastOffer[0])
    for (const { page } of [plaintiff, defendant]) {
      await expectPage(page.getByRole('heading', { name: 'There is a deal' }).first()).toBeVisible()
      await page.goto(paths.matterDeal(matterId))
      scanner.bytes('pages', await page.content())
      await page.goto(paths.matterActivity(matterId))
      scanner.bytes('pages', await page.content())
    }
    for (const visitor of [plaintiff, defendant]) {
      await scanPapers(scanner, visitor)
      for (const request of visitor.sent()) scanner.bytes('requests', request)
    }
    await scanEverything(scanner)
    for (const visitor of [plaintiff, defendant]) await visitor.close()
    await scanProfiles(scanner)

    expect(scanner.findings).toEqual([])
    // In none of the places it looked in vain.
    for (const place of PLACES) expect(scanner.scanned.get(place), place).toBeGreaterThan(100)
  },
  LIMIT_MS,
)

const PLACES = [
  'files of the installation',
  'environments of the processes',
  'memory of the web server',
  'log',
  'mail',
  'dump of the database',
  'pages',
  'papers',
  'requests',
  'profiles of the browsers',
]

it(
  'finds one that was put into any of these places',
  async () => {
    const scanner = scannerFor([CONTROL])
    const figures = { amount: String(CONTROL.cents) }
    await owner.query('create table app.control (amount numeric)')
    await owner.query('insert into app.control values ($1)', [figures.amount])
    const worker = installation.startWorker({ ...settings, SMTP_URL: mail.url, OF_THE_TEST: CONTROL_TEXT })
    others = [...others, worker]
    await worker.saying('The worker runs')
    await fetch(`${web.url}${paths.home()}?amount=${CONTROL_TEXT}`)
    await scanEverything(scanner)

    const visitor = await openBrowser('plaintiff')
    await visitor.page.goto(`${paths.home()}?amount=${CONTROL_TEXT}`)
    await visitor.page.evaluate((text) => localStorage.setItem('of the test', text), CONTROL_TEXT)
    for (const request of visitor.sent()) scanner.bytes('requests', request)
    scanner.bytes('pages', `<p>${CONTROL_TEXT}</p>`)
    await visitor.close()
    await scanProfiles(scanner)
    scanner.bytes('papers', await textOfPdf(await pdfThatSays(CONTROL_TEXT)))

    const found = new Set(scanner.findings.map(({ place }) => place))
    // Nothing that the program has to log or to mail holds an amount; both are searched as text.
    expect([...found].sort()).toEqual(PLACES.filter((place) => place !== 'log' && place !== 'mail').sort())
  },
  LIMIT_MS,
)

async function pdfThatSays(text: string): Promise<Buffer> {
  const document = new PDFDocument()
  document.font(TYPEFACE.regular).text(text)
  document.end()
  return buffer(document)
}
