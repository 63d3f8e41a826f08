import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { jobHandlers } from '../../../src/server/job-handlers.ts'
import { openVisitor, type Visitor, type VisitorOptions } from '../../support/browser.ts'
import { fileName } from '../../support/browser-pictures.ts'
import { launchChromium } from '../../support/chromium.ts'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'

const RESULTS = join(import.meta.dirname, '../../../test-results')

/** Called with each page and state that a journey comes by: the tests check it, the screens picture it. */
export type Look = (visitor: Visitor, name: string) => Promise<void>

/** The real server with its jobs, a real SMTP server and a browser. */
export type Stage = {
  readonly server: TestServer
  readonly look: Look
  /** Somebody with a browser of their own. */
  visitor(options: Omit<VisitorOptions, 'baseUrl'>): Promise<Visitor>
  mailbox(address: string): Mailbox
  /** Lets time pass, and has done what comes due, as the server does each minute. */
  passTime(ms: number): Promise<void>
  /** Throws where any browser has complained. */
  assertQuiet(): void
  /** Pictures of every open page into `test-results/`, to see what a failed test came to. */
  keepPictures(test: string): Promise<void>
  /** Closes the browsers of one test. */
  clear(): Promise<void>
  close(): Promise<void>
}

export async function openStage(clusterUrl: string, look: Look): Promise<Stage> {
  const mail: MailServer = await startMailServer()
  const server = await startTestServer({ clusterUrl, http: true, jobs: true, smtpUrl: mail.url })
  const browser: Browser = await launchChromium()
  const visitors: Visitor[] = []
  return {
    server,
    look,
    async visitor(options) {
      const visitor = await openVisitor(browser, { ...options, baseUrl: server.url })
      visitors.push(visitor)
      return visitor
    },
    mailbox: (address) => openMailbox(mail, server.url, address),
    async passTime(ms) {
      server.clock.advance(ms)
      await jobHandlers(server.ctx).sweep(new AbortController().signal)
    },
    assertQuiet() {
      for (const visitor of visitors) visitor.assertQuiet()
    },
    async keepPictures(test) {
      for (const { name, page } of visitors) {
        await page.screenshot({ path: join(RESULTS, `${fileName(`${test} ${name}`)}.png`), fullPage: true })
      }
    },
    async clear() {
      await Promise.all(visitors.splice(0).map((visitor) => visitor.close()))
    },
    async close() {
      await browser.close()
      await server.close()
      await mail.close()
    },
  }
}
