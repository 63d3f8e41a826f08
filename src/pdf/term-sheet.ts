import PDFDocument from 'pdfkit'
import type { TermSheetClause } from '../contract/term-sheet-clauses.ts'
import type { Side } from '../domain/side.ts'
import { printableText, TYPEFACE } from './typeface.ts'

/** What a term sheet prints. There is no time and no version on it: the same answers give the same bytes, and hash. */
export type TermSheetPaper = {
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  readonly dispute: string
  readonly words: Readonly<Record<Side, string>>
  readonly represents: Readonly<Record<Side, string>>
  readonly clauses: readonly TermSheetClause[]
}

const MARGIN = 72
const INDENT = 26
const INK = '#1a1d24'
const MUTED = '#565d6b'
const LINE = '#c9c3b6'
const FOOTER_AT = 792 - 48

type Paper = InstanceType<typeof PDFDocument>

/** Prints a term sheet on US Letter. A pure function of its data: no clock, no chance. */
export async function printTermSheet(data: TermSheetPaper): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'LETTER',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'en-US',
    displayTitle: true,
    tagged: true,
    font: TYPEFACE.regular,
    info: {
      // No words of the matter: the library writes them into XML unescaped.
      Title: 'Settlement term sheet',
      Creator: 'Backchannel',
      Producer: 'Backchannel',
      // Without one the library takes the clock's.
      CreationDate: new Date(0),
    },
  })
  const bytes = collect(doc)
  printHead(doc, data)
  data.clauses.forEach((clause, index) => {
    printClause(doc, clause, index + 1)
  })
  printFoot(doc)
  printPageNumbers(doc)
  doc.end()
  return bytes
}

function collect(doc: Paper): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
}

/** One tagged element of the paper, so that it can be read out in order. */
function element(doc: Paper, type: 'H1' | 'H2' | 'P', print: () => void): void {
  doc.addStructure(doc.struct(type, {}, [print]))
}

function printHead(doc: Paper, data: TermSheetPaper): void {
  element(doc, 'H1', () => {
    doc.font(TYPEFACE.bold).fontSize(20).fillColor(INK).text('Settlement term sheet')
  })
  doc.moveDown(0.4)
  element(doc, 'P', () => {
    doc.font(TYPEFACE.bold).fontSize(12).text(printableText(data.caption), { lineGap: 2 })
  })
  const court = [data.forum, data.caseNumber].filter((part) => part !== '').join(', ')
  if (court !== '') paragraph(doc, court, MUTED)
  doc.moveDown(0.6)
  for (const side of ['plaintiff', 'defendant'] as const) {
    if (data.represents[side] !== '') {
      paragraph(doc, `${capital(data.words[side])} side: ${data.represents[side]}`)
    }
  }
  if (data.dispute !== '') paragraph(doc, `In dispute: ${data.dispute}`)
  doc.moveDown(0.8)
  rule(doc)
}

function printClause(doc: Paper, clause: TermSheetClause, number: number): void {
  // A heading stays with the lines that follow it.
  if (doc.y > doc.page.height - MARGIN - 70) doc.addPage()
  doc.moveDown(0.9)
  element(doc, 'H2', () => {
    const at = doc.y
    doc.font(TYPEFACE.bold).fontSize(11).fillColor(INK).text(`${number}.`, MARGIN, at, { width: INDENT })
    doc.text(printableText(clause.heading), MARGIN + INDENT, at)
  })
  for (const text of clause.paragraphs) paragraph(doc, text)
  for (const item of clause.list ?? []) {
    const at = doc.y
    element(doc, 'P', () => {
      body(doc, INK).text('•', MARGIN + INDENT, at, { width: 12, lineGap: 3 })
      // Where the bullet opened a page, the words follow it there.
      const top = doc.y < at ? MARGIN : at
      doc.text(printableText(item), MARGIN + INDENT + 14, top, { lineGap: 3 })
    })
    doc.x = MARGIN + INDENT
  }
  if (clause.quote !== undefined) {
    doc.moveDown(0.3)
    const quote = clause.quote
    element(doc, 'P', () => {
      doc.font(TYPEFACE.italic).fontSize(9.5).fillColor(INK)
      doc.text(printableText(quote), MARGIN + INDENT + 14, doc.y, {
        width: doc.page.width - 2 * MARGIN - 2 * (INDENT + 14),
        lineGap: 3,
      })
    })
  }
  doc.x = MARGIN
}

function printFoot(doc: Paper): void {
  if (doc.y > doc.page.height - MARGIN - 60) doc.addPage()
  doc.moveDown(1.6)
  rule(doc)
  doc.moveDown(0.6)
  doc.x = MARGIN
  element(doc, 'P', () => {
    doc.font(TYPEFACE.regular).fontSize(9).fillColor(MUTED)
    doc.text(
      'Each side approves this document by its SHA-256 fingerprint; it is binding only as the accepted rules of the session say. It was filled in on Backchannel, which gives no legal advice.',
      { lineGap: 2 },
    )
  })
}

function printPageNumbers(doc: Paper): void {
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page)
    // Below the margin: without this the text would open a page of its own.
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination' })
    doc.font(TYPEFACE.regular).fontSize(8.5).fillColor(MUTED)
    doc.text(`Settlement term sheet, page ${page + 1} of ${count}`, MARGIN, FOOTER_AT, {
      width: doc.page.width - 2 * MARGIN,
      align: 'center',
      lineBreak: false,
    })
    doc.endMarkedContent()
  }
}

function paragraph(doc: Paper, text: string, color: string = INK): void {
  const x = doc.x > MARGIN ? MARGIN + INDENT : MARGIN
  doc.moveDown(0.25)
  element(doc, 'P', () => {
    body(doc, color).text(printableText(text), x, doc.y, { lineGap: 3 })
  })
}

function body(doc: Paper, color: string): Paper {
  return doc.font(TYPEFACE.regular).fontSize(10.5).fillColor(color)
}

function rule(doc: Paper): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(doc.page.width - MARGIN, doc.y)
    .lineWidth(0.75)
    .strokeColor(LINE)
    .stroke()
  doc.endMarkedContent()
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
