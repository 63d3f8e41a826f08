import { createServer, type Socket } from 'node:net'

/** What becomes of a mail: taken; refused for now; or taken, and the connection breaks before that is said. */
export type MailFate = 'taken' | 'refused' | 'answer-lost'

export type SmallSmtpServer = {
  readonly url: string
  /** The Message-ID and the recipient of every mail taken, in order. */
  taken(): readonly TakenMail[]
  /** Asked for each mail. */
  decide: () => MailFate
  /** From here on `taken` begins anew. */
  forget(): void
  close(): Promise<void>
}

export type TakenMail = {
  readonly messageId: string
  readonly to: string
  /** As it came, one character a byte. */
  readonly raw: string
  readonly wasAnswered: boolean
}

/**
 * As much of an SMTP server as nodemailer needs, on a loopback port; unlike a real one it greets at once, which is what most
 * of the time of many mails goes into.
 */
export async function startSmallSmtpServer(): Promise<SmallSmtpServer> {
  const mails: TakenMail[] = []
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
    serve(socket, () => smtp.decide(), mails)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const smtp: SmallSmtpServer = {
    url: `smtp://127.0.0.1:${address.port}`,
    taken: () => mails,
    decide: () => 'taken',
    forget: () => mails.splice(0),
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return smtp
}

function serve(socket: Socket, decide: () => MailFate, mails: TakenMail[]): void {
  let received = ''
  let to = ''
  let data: string | null = null
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 small')
  socket.setNoDelay(true)
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    for (;;) {
      const end = received.indexOf(data === null ? '\r\n' : '\r\n.\r\n')
      if (end < 0) return
      const part = received.slice(0, end)
      received = received.slice(end + (data === null ? 2 : 5))
      if (data === null) command(part)
      else takeMail(part)
    }
  })

  function command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (verb === 'DATA') data = ''
    if (verb === 'QUIT') {
      socket.end('221 bye\r\n')
      return
    }
    say(verb === 'DATA' ? '354 go on' : '250 ok')
  }

  function takeMail(text: string): void {
    data = null
    const fate = decide()
    if (fate === 'refused') {
      say('451 later')
      return
    }
    mails.push({
      messageId: /^message-id: (.*)$/im.exec(text)?.[1]?.trim() ?? '',
      to,
      raw: text,
      wasAnswered: fate === 'taken',
    })
    if (fate === 'answer-lost') socket.destroy()
    else say('250 taken')
  }
}
