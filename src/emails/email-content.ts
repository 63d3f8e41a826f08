/**
 * What an e-mail says, apart from how it looks. Never a demand, an offer or an amount, a deal's included: mail lies
 * in the clear on many machines.
 */
export type EmailContent = {
  /** May hold a matter's caption: `renderEmail` takes out what could end the header line or turn the text round. */
  readonly subject: string
  /** The line that an inbox shows after the subject. */
  readonly preview: string
  readonly heading: string
  /** What the notice within the product says in place of the heading, where mail says less. */
  readonly noticeHeading?: string
  readonly paragraphs: readonly string[]
  /** Words of a person, set apart so that nobody takes them for ours. */
  readonly quote?: { readonly from: string; readonly text: string }
  readonly facts?: readonly Fact[]
  /** The one thing to do. `url` is a path of this site (`paths.matter(id)`) or an absolute address. */
  readonly action?: EmailLink
  /** Why the reader gets this, what to do if it was not meant for them. */
  readonly footnotes?: readonly string[]
  /** The way to change what is mailed; left out where mail cannot be switched off. */
  readonly footerLink?: EmailLink
}

export type EmailLink = { readonly label: string; readonly url: string }

export type Fact = { readonly label: string; readonly value: string }

/** One e-mail of the product, with the data that the preview and the tests show it with. */
export type Message<Props> = {
  readonly content: (props: Props) => EmailContent
  /** By what is special about the case: `first`, `reminder-to-other-side`. */
  readonly samples: Readonly<Record<string, Props>>
}
