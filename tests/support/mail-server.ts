import type { Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail as it came over the wire. */
export type ReceivedMail = {
  readonly to: string
  readonly raw: string
  readonly parsed: ParsedMail
}

/** What the server answers to a recipient: null takes the mail. */
export type Answer = { readonly code: number; readonly at: 'recipient' | 'sign-in' } | null

export type MailServer = {
  readonly url: string
  received(): readonly ReceivedMail[]
  answer(next: Answer): void
  /** The first mail that fits, arrived or yet to arrive. */
  waitFor(fits: (mail: ReceivedMail) => boolean): Promise<ReceivedMail>
  /** Asked for each mail that was taken: false breaks the connection before the sender is told so. */
  answers: (mail: ReceivedMail) => Promise<boolean>
  close(): Promise<void>
}

/** A real SMTP server on a free loopback port, which keeps what it takes. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = []
  const waiting = new Set<(mail: ReceivedMail) => void>()
  const connections = new Map<number | undefined, Socket>()
  let answer: Answer = null

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      done(answer?.at === 'recipient' ? refusal(answer.code) : null)
    },
    onAuth(_auth, _session, done) {
      if (answer?.at === 'sign-in') done(refusal(answer.code))
      else done(null, { user: 'tests' })
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks)
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const mail = { to, raw: raw.toString('utf8'), parsed: await simpleParser(raw) }
        mails.push(mail)
        for (const tell of waiting) tell(mail)
        if (await mailServer.answers(mail)) done()
        else connections.get(session.remotePort)?.destroy()
      })
    },
  })
  server.on('error', () => {
    // A client that breaks off is part of what is tested.
  })
  server.server.on('connection', (socket) => {
    const { remotePort } = socket
    connections.set(remotePort, socket)
    socket.on('close', () => connections.delete(remotePort))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  const mailServer: MailServer = {
    url: `smtp://127.0.0.1:${address.port}`,
    received: () => mails,
    answer(next) {
      answer = next
    },
    waitFor(fits) {
      const there = mails.find(fits)
      if (there) return Promise.resolve(there)
      return new Promise((resolve) => {
        const tell = (mail: ReceivedMail) => {
          if (!fits(mail)) return
          waiting.delete(tell)
          resolve(mail)
        }
        waiting.add(tell)
      })
    },
    answers: async () => true,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
  return mailServer
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error('refused by the test'), { responseCode })
}
