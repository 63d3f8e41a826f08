import { SMTPServer } from 'smtp-server'

/** A real SMTP server that keeps the bytes of what it takes, unread. */
export type MailSink = {
  readonly url: string
  /** What came since the last call. */
  take(): readonly string[]
  close(): Promise<void>
}

export async function startMailSink(): Promise<MailSink> {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString('latin1'))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    take: () => mails.splice(0),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
