import type { EmailContent, EmailLink, Fact } from './email-content.ts'

/*
 * Mail programs know tables and inline styles; the few that know `prefers-color-scheme` get the dark colours through
 * the classes below. Nothing is fetched from anywhere: no picture, no font, so opening a mail tells nobody.
 */
const SANS = "'Instrument Sans',-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const SERIF = "'Source Serif 4',Charter,Georgia,'Times New Roman',serif"

const LIGHT = {
  page: '#faf8f4',
  surface: '#ffffff',
  ink: '#1a1d24',
  muted: '#565d6b',
  line: '#e2ddd3',
  accent: '#0e4a42',
  onAccent: '#ffffff',
  wash: '#e9f1ee',
}

const DARK_RULES = `
@media (prefers-color-scheme: dark) {
  .page { background: #111419 !important; }
  .surface { background: #181c23 !important; border-color: #2c323c !important; }
  .ink, .ink a { color: #edebe5 !important; }
  .muted, .muted a { color: #a6acb8 !important; }
  .line { border-color: #2c323c !important; }
  .wash { background: #15262a !important; border-color: #78cdbb !important; }
  .button { background: #78cdbb !important; }
  .button a { color: #06211d !important; }
  .mark { color: #78cdbb !important; }
}
@media (max-width: 480px) {
  .surface { padding: 24px 20px !important; }
}`

/** The HTML form of a content whose texts are cleared and whose links are absolute. Everything in it is escaped. */
export function renderHtml(content: EmailContent): string {
  const {
    subject,
    preview,
    heading,
    paragraphs,
    quote,
    facts = [],
    action,
    footnotes = [],
    footerLink,
  } = content
  return `<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>:root { color-scheme: light dark; }${DARK_RULES}</style>
</head>
<body class="page" style="margin:0;padding:0;background:${LIGHT.page};">
<div style="display:none;max-height:0;overflow:hidden;opacity:0;">${escaped(preview)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${LIGHT.page};">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;text-align:left;">
<tr><td class="mark" style="padding:0 4px 16px;font:600 18px/1.4 ${SERIF};color:${LIGHT.accent};">Backchannel</td></tr>
<tr><td class="surface ink" style="padding:32px;background:${LIGHT.surface};border:1px solid ${LIGHT.line};border-radius:14px;font:400 16px/1.55 ${SANS};color:${LIGHT.ink};">
<h1 class="ink" style="margin:0 0 16px;font:600 24px/1.25 ${SERIF};color:${LIGHT.ink};">${escaped(heading)}</h1>
${paragraphs.map((text) => `<p style="margin:0 0 16px;">${escaped(text)}</p>`).join('\n')}
${quote ? quoteBlock(quote) : ''}
${facts.length > 0 ? factTable(facts) : ''}
${action ? button(action) : ''}
</td></tr>
<tr><td class="muted" style="padding:20px 4px 0;font:400 14px/1.5 ${SANS};color:${LIGHT.muted};">
${footnotes.map((note) => `<p style="margin:0 0 8px;">${escaped(note)}</p>`).join('\n')}
${footerLink ? `<p style="margin:0 0 8px;">${anchor(footerLink, LIGHT.muted)}</p>` : ''}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.replace(/\n{2,}/g, '\n')
}

function quoteBlock({ from, text }: NonNullable<EmailContent['quote']>): string {
  const lines = escaped(text).replaceAll('\n', '<br>')
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;">
<tr><td class="wash" style="padding:12px 16px;background:${LIGHT.wash};border-left:3px solid ${LIGHT.accent};">
<p class="muted" style="margin:0 0 4px;font-size:14px;color:${LIGHT.muted};">${escaped(from)} writes:</p>
<p style="margin:0;">${lines}</p>
</td></tr>
</table>`
}

function factTable(facts: readonly Fact[]): string {
  const rows = facts.map(
    ({ label, value }) => `<tr>
<th scope="row" align="left" valign="top" class="muted line" style="padding:8px 16px 8px 0;border-top:1px solid ${LIGHT.line};font-weight:400;color:${LIGHT.muted};white-space:nowrap;">${escaped(label)}</th>
<td valign="top" class="line" style="padding:8px 0;border-top:1px solid ${LIGHT.line};">${escaped(value)}</td>
</tr>`,
  )
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px;border-collapse:collapse;font-size:15px;">
${rows.join('\n')}
</table>`
}

/** The address stands in words beneath, for programs that break links and for readers who look before they follow. */
function button({ label, url }: EmailLink): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 16px;">
<tr><td class="button" style="background:${LIGHT.accent};border-radius:9px;"><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;font:600 16px/1.25 ${SANS};color:${LIGHT.onAccent};text-decoration:none;">${escaped(label)}</a></td></tr>
</table>
<p class="muted" style="margin:0;font-size:14px;color:${LIGHT.muted};word-break:break-all;">${anchor({ label: url, url }, LIGHT.muted)}</p>`
}

function anchor({ label, url }: EmailLink, color: string): string {
  return `<a href="${escaped(url)}" style="color:${color};text-decoration:underline;">${escaped(label)}</a>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
