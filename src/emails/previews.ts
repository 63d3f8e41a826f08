import type { EmailContent, Message } from './email-content.ts'
import { type MessageName, type MessageProps, messages } from './messages.ts'
import { type RenderedEmail, renderEmail } from './render-email.ts'

export type Preview = RenderedEmail & {
  readonly name: MessageName
  readonly sample: string
  /** Names the preview in addresses and files. */
  readonly slug: string
}

/** Every message, once for each of its samples. */
export function listPreviews(baseUrl: string): readonly Preview[] {
  const names = Object.keys(messages) as MessageName[]
  return names.flatMap((name) =>
    contentsOf(name).map(({ sample, content }) => ({
      name,
      sample,
      slug: `${name}--${sample.replace(/[^a-z0-9]+/g, '-')}`,
      ...renderEmail(content, { baseUrl }),
    })),
  )
}

function contentsOf<Name extends MessageName>(name: Name): { sample: string; content: EmailContent }[] {
  const message: Message<MessageProps[Name]> = messages[name]
  return Object.entries(message.samples).map(([sample, props]) => ({
    sample,
    content: message.content(props),
  }))
}

/** A page that leads to all of them. Subjects come from our own samples. */
export function previewIndex(previews: readonly Preview[]): string {
  const rows = previews.map(
    ({ name, sample, slug, subject }) =>
      `<tr><td>${name}<td>${sample}<td><a href="${slug}.html">${subject}</a><td><a href="${slug}.txt">text</a>`,
  )
  return `<!doctype html>
<html lang="en-US">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>E-mails of Backchannel</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid #8888; }
</style>
<h1>E-mails of Backchannel</h1>
<p>${previews.length} messages with sample data.</p>
<table><tr><th>Message<th>Case<th>Subject, as HTML<th>
${rows.join('\n')}
</table>
</html>
`
}
