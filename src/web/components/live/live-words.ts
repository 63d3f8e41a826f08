/** What is read out when something changes. Of an outcome only that there is news: what it is, the page says itself. */
const sentences: Readonly<Record<string, string>> = {
  terms: 'Something about the terms has changed.',
  session: 'The session has moved on.',
  deal: 'There is news on this matter.',
  message: 'There is a new message.',
  people: 'The people of this matter have changed.',
  number: 'Your side’s number has changed.',
}

/** Null where nothing needs to be said: the page shows it. */
export function sentenceFor(topic: unknown): string | null {
  return typeof topic === 'string' ? (sentences[topic] ?? null) : null
}
