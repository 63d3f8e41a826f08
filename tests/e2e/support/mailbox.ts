import type { MailServer, ReceivedMail } from '../../support/mail-server.ts'

/** Somebody's mail, read in the order in which it came. */
export type Mailbox = {
  /** The next unread mail with such a subject, arrived or yet to arrive; those before it stay unread. */
  next(subject: RegExp): Promise<Letter>
  /** The subjects of all that came so far. */
  subjects(): readonly string[]
}

export type Letter = {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** As it came over the wire, encodings and all. */
  readonly raw: string
  /** The one link of the mail that leads somewhere with this beginning. */
  link(pathPrefix: string): string
}

/** Only to end a wait for what never comes, with a message that says so. */
const GIVE_UP_MS = 60_000

const boxes = new WeakMap<MailServer, Map<string, Mailbox>>()

/** The mailbox of an address; asked for again, the same one, which knows what was read. */
export function openMailbox(server: MailServer, baseUrl: string, address: string): Mailbox {
  const ofServer = boxes.get(server) ?? new Map<string, Mailbox>()
  boxes.set(server, ofServer)
  const box = ofServer.get(address) ?? createMailbox(server, baseUrl, address)
  ofServer.set(address, box)
  return box
}

function createMailbox(server: MailServer, baseUrl: string, address: string): Mailbox {
  const read = new Set<ReceivedMail>()
  const subjects = () =>
    server
      .received()
      .filter(({ to }) => to === address)
      .map(({ parsed }) => parsed.subject ?? '')
  return {
    subjects,
    async next(subject) {
      const found = server.waitFor(
        (mail) => mail.to === address && subject.test(mail.parsed.subject ?? '') && !read.has(mail),
      )
      let timer: NodeJS.Timeout | undefined
      const never = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new Error(`no mail ${subject} to ${address}; there are: ${subjects().join(' | ')}`))
        }, GIVE_UP_MS)
      })
      const mail = await Promise.race([found, never]).finally(() => clearTimeout(timer))
      read.add(mail)
      return letter(mail, baseUrl)
    },
  }
}

function letter({ parsed, raw }: ReceivedMail, baseUrl: string): Letter {
  const text = parsed.text ?? ''
  return {
    subject: parsed.subject ?? '',
    text,
    html: parsed.html || '',
    raw,
    link(pathPrefix) {
      const links = text.match(/https?:\/\/[^\s<>")\]]+/g) ?? []
      const found = new Set(links.filter((url) => url.startsWith(baseUrl + pathPrefix)))
      const [only] = found
      if (only === undefined || found.size > 1) {
        throw new Error(`${found.size} links to ${pathPrefix} in “${parsed.subject}”: ${links.join(' ')}`)
      }
      return only
    },
  }
}
