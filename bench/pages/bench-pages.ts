import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { paths } from '../../src/contract/paths.ts'
import { CLIENT_FOLDER } from '../../src/server/build-pages.ts'
import { launchChromium } from '../../tests/support/chromium.ts'
import { seedInAdjustment } from '../entry/stage.ts'
import { LoadConnection, wireRequest } from '../support/http-load.ts'
import { openInstallation, startServer } from '../support/installation.ts'
import { openOffice } from '../support/open-office.ts'
import { ms, type Section, table } from '../support/report.ts'
import { matterOf } from '../support/seed-matters.ts'
import { median } from '../support/statistics.ts'

export type PagesOptions = { readonly paints: number; readonly requests: number }

/** A phone on a slow line: what the budgets are for. */
const THROTTLE = { cpu: 4, bytesPerSecond: 1_600_000 / 8, latencyMs: 150 }
const BUDGET_KB = 130
const BUDGET_MS = 500

/** What the first page brings, when it is seen, and how long the server takes for each. */
export async function benchPages({ paints, requests }: PagesOptions): Promise<Section> {
  const installation = await openInstallation()
  const closing: (() => Promise<void>)[] = [() => installation.close()]
  try {
    const ownerUrl = await installation.createDatabase('pages')
    const server = await startServer({ ownerUrl, folder: join(installation.folder, 'pages') })
    closing.push(server.stop)
    const office = await openOffice(server, ownerUrl)
    await seedInAdjustment(office, ownerUrl, { first: 0, count: 100 })
    const { matterId, lawyers } = matterOf(0)
    const cookie = await office.cookieOf(lawyers.plaintiff)
    await office.close()
    const pages = [
      ['home (the first page)', paths.home(), ''],
      ['sign in', paths.signIn(), ''],
      ['rules', paths.rules(), ''],
      ['matters', paths.matters(), cookie],
      ['one matter', paths.matter(matterId), cookie],
      ['its number', paths.matterNumber(matterId), cookie],
    ] as const
    const rows: string[][] = []
    for (const [name, path, signedIn] of pages) {
      const scriptKb = await scriptOf(server.url, path, signedIn)
      const server50 = await serverMs(server.port, path, signedIn, requests)
      const paint = await firstPaintMs(server.url, path, signedIn, paints)
      rows.push([name, `${scriptKb.toFixed(0)} kB`, ms(paint), ms(server50)])
    }
    return {
      title: 'Pages',
      lines: [
        `Script as gzip sends it; first contentful paint in Chromium with a processor ${THROTTLE.cpu} times slower, 1.6 Mbit/s and ${THROTTLE.latencyMs} ms, nothing`,
        `in its cache, median of ${paints}; the server’s time for the HTML, one request after another, median of ${requests}. Budgets of the first page: ${BUDGET_KB} kB, ${BUDGET_MS} ms.`,
        '',
        ...table(['', 'script', 'first paint', 'server'], rows),
      ],
    }
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

async function scriptOf(url: string, path: string, cookie: string): Promise<number> {
  const html = await (await fetch(`${url}${path}`, { headers: { cookie } })).text()
  const files = new Set([...html.matchAll(/["'](\/assets\/[^"']+\.js)["']/g)].map(([, file]) => file ?? ''))
  const sizes = await Promise.all(
    [...files].map(async (file) => gzipSync(await readFile(join(CLIENT_FOLDER, file))).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0) / 1_000
}

async function serverMs(port: number, path: string, cookie: string, requests: number): Promise<number> {
  const connection = await LoadConnection.open(port)
  const request = wireRequest({ method: 'GET', path, headers: cookie === '' ? {} : { Cookie: cookie } })
  const times: number[] = []
  for (let turn = 0; turn < requests; turn += 1) times.push((await connection.send(request)).ms)
  connection.close()
  return median(times)
}

async function firstPaintMs(url: string, path: string, cookie: string, paints: number): Promise<number> {
  const browser = await launchChromium()
  try {
    const times: number[] = []
    for (let turn = 0; turn < paints; turn += 1) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
      if (cookie !== '') await context.setExtraHTTPHeaders({ cookie })
      const page = await context.newPage()
      const devtools = await context.newCDPSession(page)
      await devtools.send('Network.enable')
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: THROTTLE.latencyMs,
        downloadThroughput: THROTTLE.bytesPerSecond,
        uploadThroughput: THROTTLE.bytesPerSecond,
      })
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE.cpu })
      await page.goto(`${url}${path}`, { waitUntil: 'load' })
      times.push(
        await page.evaluate(
          () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
        ),
      )
      await context.close()
    }
    return median(times)
  } finally {
    await browser.close()
  }
}
