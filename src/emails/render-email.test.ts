import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EmailContent } from './email-content.ts'
import { listPreviews } from './previews.ts'
import { renderEmail } from './render-email.ts'

const baseUrl = 'https://backchannel.example'
const plain: EmailContent = { subject: 'S', preview: 'P', heading: 'H', paragraphs: [] }

const rendered = listPreviews(baseUrl)

describe('a rendered e-mail', () => {
  it('has one short line for a subject, whatever people typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (caption) => {
        const { subject } = renderEmail({ ...plain, subject: `${caption}: there is news` }, { baseUrl })
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(Array.from(subject).length).toBeLessThanOrEqual(120)
      }),
    )
  })

  it('takes what people typed for text, never for markup', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const hostile = `<img src=x onerror="${text}">`
        const { html } = renderEmail(
          {
            subject: hostile,
            preview: hostile,
            heading: hostile,
            paragraphs: [hostile],
            quote: { from: hostile, text: hostile },
            facts: [{ label: hostile, value: hostile }],
            footnotes: [hostile],
          },
          { baseUrl },
        )
        expect(html).not.toContain('<img')
        expect(html.match(/<script|<iframe|<link|<object/g)).toBeNull()
      }),
    )
  })

  it('makes links of this site absolute and leaves those of others', () => {
    const of = (url: string) => renderEmail({ ...plain, action: { label: 'Go', url } }, { baseUrl }).text
    expect(of('/matters/1')).toContain('https://backchannel.example/matters/1')
    expect(of('https://other.example/a?b=c&d')).toContain('https://other.example/a?b=c&d')
  })

  it('says in its text all that its HTML says', () => {
    const words = (text: string) => text.replace(/[>=\s-]+/g, ' ').trim()
    for (const { name, html, text } of rendered) {
      const visible = html
        .replace(/<(head|style)[\s\S]*?<\/\1>/g, '')
        .replace(/<div style="display:none[\s\S]*?<\/div>/, '')
        .replace(/<[^>]+>/g, '\n')
        .replaceAll('&amp;', '&')
        .replaceAll('&#39;', "'")
      for (const line of visible.split('\n').map(words)) {
        if (line === '' || line === 'Backchannel') continue
        expect(words(text), name).toContain(line)
      }
    }
  })

  it('carries no amount: no currency, and no figure longer than the parts of a date', () => {
    for (const { name, subject, text } of rendered) {
      const withoutLinks = `${subject}\n${text}`.replace(/https?:\/\/\S+/g, '')
      expect(withoutLinks, name).not.toMatch(/[$€£]|\bUSD\b|\d[\d,.]{3,}\d/)
    }
  })
})
