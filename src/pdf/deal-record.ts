import PDFDocument from 'pdfkit'
import type { Instant } from '../domain/deadlines.ts'
import { formatAmount } from '../domain/money.ts'
import type { Currency } from '../domain/money-currencies.ts'
import { amountInWords } from '../domain/money-words.ts'
import { SIDES, type Side } from '../domain/side.ts'
import { printableText, TYPEFACE } from './typeface.ts'

/** What the record of a deal states: facts that both sides share, and nothing of either side's own entries. */
export type DealRecord = {
  /** Marked on the paper: a practice deal binds nobody. */
  readonly isPractice: boolean
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  readonly currency: Currency
  readonly timeZone: string
  readonly words: Readonly<Record<Side, string>>
  readonly represents: Readonly<Record<Side, string>>
  readonly dealNumberCents: bigint
  readonly bonusCents: bigint
  readonly bonusTo: Side | null
  readonly settlementCents: bigint
  /** The document that both sides approved; null where both skipped. */
  readonly terms: { readonly version: number; readonly sha256: string } | null
  readonly rulesVersion: string
  readonly termsSettledAt: Instant
  readonly opensAt: Instant
  readonly dealAt: Instant
  readonly sessionId: string
}

const MARGIN = 64
const INK = '#1a1d24'
const MUTED = '#565d6b'
const LINE = '#c9c3b6'
const LABEL_WIDTH = 150
/** What people wrote is cut to this height, so that the record stays on its one page. */
const ENTRY_HEIGHT = 44

type Paper = InstanceType<typeof PDFDocument>

/** Prints the one-page record on US Letter. The same data give the same bytes: no clock, no chance. */
export function renderDealRecord(record: DealRecord): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'LETTER',
    margin: MARGIN,
    pdfVersion: '1.7',
    lang: 'en-US',
    displayTitle: true,
    tagged: true,
    font: TYPEFACE.regular,
    info: {
      Title: 'Record of a deal',
      Creator: 'Backchannel',
      Producer: 'Backchannel',
      // The library takes the clock's unless given one: the deal's own, which both sides share.
      CreationDate: new Date(record.dealAt),
    },
  })
  const bytes = new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  print(doc, record)
  doc.end()
  return bytes
}

function print(doc: Paper, record: DealRecord): void {
  const { currency, words } = record
  doc
    .font(TYPEFACE.bold)
    .fontSize(22)
    .fillColor(INK)
    .text(record.isPractice ? 'Record of a practice deal' : 'Record of a deal')
  if (record.isPractice) {
    doc
      .fontSize(10)
      .fillColor(MUTED)
      .text('A practice matter: nothing in it is real, and nobody is bound.')
      .fillColor(INK)
  }
  doc.moveDown(0.5)
  doc.fontSize(13).text(printableText(record.caption), { height: ENTRY_HEIGHT, ellipsis: true })
  const court = [record.forum, record.caseNumber].filter((part) => part !== '').join(', ')
  if (court !== '') entryText(doc.font(TYPEFACE.regular).fontSize(10).fillColor(MUTED), court)
  doc.moveDown(0.8)
  rule(doc)

  for (const side of SIDES) {
    fact(doc, capital(words[side]), record.represents[side] || `The ${words[side]}`)
  }
  rule(doc)

  fact(doc, 'Settlement amount', formatAmount(record.settlementCents, currency), 'amount')
  fact(doc, '', capital(amountInWords(record.settlementCents, currency)))
  fact(doc, 'Deal number', formatAmount(record.dealNumberCents, currency))
  fact(doc, 'Bonus', bonusSentence(record))
  rule(doc)

  const { terms } = record
  fact(
    doc,
    'Terms',
    terms === null
      ? 'Both sides skipped: the claims described in the matter, released for the amount, long form to follow.'
      : `Version ${terms.version} of the document that both sides approved`,
  )
  if (terms !== null) fact(doc, 'Its SHA-256', terms.sha256, 'fingerprint')
  fact(doc, 'Rules accepted', `Version ${record.rulesVersion}`)
  fact(doc, 'Terms settled', when(record.termsSettledAt, record.timeZone))
  fact(doc, 'Opening began', when(record.opensAt, record.timeZone))
  fact(doc, 'Deal made', when(record.dealAt, record.timeZone))
  fact(doc, 'Session', record.sessionId)
  rule(doc)

  doc.font(TYPEFACE.regular).fontSize(9).fillColor(MUTED)
  doc.text(
    'The settlement amount is the only figure that goes into the agreement. This record is made of facts that both sides share and is the same file, byte for byte, for both. It does not say what either side’s own number was. Backchannel gives no legal advice and moves no money.',
    { lineGap: 2 },
  )
}

function bonusSentence({ bonusTo, bonusCents, currency, words }: DealRecord): string {
  if (bonusTo === null) return 'None'
  const direction = bonusTo === 'defendant' ? 'taken off the deal number' : 'added to the deal number'
  return `${formatAmount(bonusCents, currency)} (5%) to the ${words[bonusTo]}, who was there first: ${direction}`
}

const SIZES = { plain: 10.5, amount: 20, fingerprint: 8.6 } as const

function fact(doc: Paper, label: string, value: string, look: keyof typeof SIZES = 'plain'): void {
  const top = doc.y
  doc.font(TYPEFACE.regular).fontSize(10).fillColor(MUTED).text(label, MARGIN, top, { width: LABEL_WIDTH })
  const below = doc.y
  doc.font(look === 'amount' ? TYPEFACE.bold : TYPEFACE.regular).fontSize(SIZES[look])
  doc.fillColor(INK).text(printableText(value), MARGIN + LABEL_WIDTH, look === 'amount' ? top - 6 : top, {
    width: doc.page.width - 2 * MARGIN - LABEL_WIDTH,
    height: ENTRY_HEIGHT,
    ellipsis: true,
    lineGap: 2,
  })
  doc.y = Math.max(doc.y, label === '' ? 0 : below) + 7
  doc.x = MARGIN
}

function entryText(doc: Paper, text: string): void {
  doc.text(printableText(text), { height: ENTRY_HEIGHT, ellipsis: true })
}

function rule(doc: Paper): void {
  doc.moveDown(0.4)
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(doc.page.width - MARGIN, doc.y)
    .lineWidth(0.7)
    .strokeColor(LINE)
    .stroke()
  doc.moveDown(0.9)
}

/** In the matter's zone, and in UTC to the millisecond: the instant as recorded. */
function when(at: Instant, timeZone: string): string {
  const local = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeStyle: 'long', timeZone }).format(
    at,
  )
  return `${local} (${new Date(at).toISOString()})`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
