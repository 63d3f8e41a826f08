import type { EmailContent, EmailLink } from './email-content.ts'
import { plainLine, plainLines, shortened } from './plain-text.ts'
import { renderHtml } from './render-html.ts'

export type RenderedEmail = { readonly subject: string; readonly html: string; readonly text: string }

const SUBJECT_LIMIT = 120
const TEXT_WIDTH = 72

/**
 * Makes the mail in both its forms, which say the same. What people typed is first cleared of characters that are not
 * seen; links become absolute, beginning with `baseUrl`.
 */
export function renderEmail(content: EmailContent, { baseUrl }: { readonly baseUrl: string }): RenderedEmail {
  const cleared = clearOfUnseen(content, baseUrl)
  return { subject: cleared.subject, html: renderHtml(cleared), text: renderText(cleared) }
}

function clearOfUnseen(content: EmailContent, baseUrl: string): EmailContent {
  const { subject, preview, heading, paragraphs, quote, facts, action, footnotes, footerLink } = content
  const link = ({ label, url }: EmailLink): EmailLink => ({
    label: plainLine(label),
    url: new URL(url, `${baseUrl}/`).href,
  })
  return {
    subject: shortened(plainLine(subject), SUBJECT_LIMIT),
    preview: plainLine(preview),
    heading: plainLine(heading),
    paragraphs: paragraphs.map(plainLine),
    ...(quote && { quote: { from: plainLine(quote.from), text: plainLines(quote.text) } }),
    facts: (facts ?? []).map(({ label, value }) => ({ label: plainLine(label), value: plainLine(value) })),
    ...(action && { action: link(action) }),
    footnotes: (footnotes ?? []).map(plainLine),
    ...(footerLink && { footerLink: link(footerLink) }),
  }
}

function renderText(content: EmailContent): string {
  const { heading, paragraphs, quote, facts = [], action, footnotes = [], footerLink } = content
  const blocks = [
    `${wrapped(heading)}\n${'='.repeat(Math.min(TEXT_WIDTH, Array.from(heading).length))}`,
    ...paragraphs.map((paragraph) => wrapped(paragraph)),
    ...(quote ? [`${quote.from} writes:\n${wrapped(quote.text, '> ')}`] : []),
    ...(facts.length > 0 ? [facts.map(({ label, value }) => `${label}: ${value}`).join('\n')] : []),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    '--',
    ...footnotes.map((note) => wrapped(note)),
    ...(footerLink ? [`${footerLink.label}:\n${footerLink.url}`] : []),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** Breaks lines at spaces, so that none is longer than mail likes; words longer than that stay whole. */
function wrapped(text: string, prefix = ''): string {
  const width = TEXT_WIDTH - prefix.length
  const lines = text.split('\n').flatMap((line) => {
    const broken: string[] = ['']
    for (const word of line.split(' ')) {
      const last = broken.at(-1) ?? ''
      if (last === '') broken[broken.length - 1] = word
      else if (last.length + 1 + word.length <= width) broken[broken.length - 1] = `${last} ${word}`
      else broken.push(word)
    }
    return broken
  })
  return lines.map((line) => `${prefix}${line}`.trimEnd()).join('\n')
}
