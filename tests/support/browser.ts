import type { Browser, BrowserContext, Page } from '@playwright/test'

/** One person at one browser: a context of their own, and everything that went wrong in it. */
export type Visitor = {
  readonly name: string
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser sent so far: address, headers and body of each request, as text. */
  sent(): readonly string[]
  /** Lets one kind of fault pass from now on: for what a test provokes. */
  tolerate(fault: RegExp): void
  /** Throws with every fault that nobody provoked: console errors, exceptions, violated policies, failed requests. */
  assertQuiet(): void
  close(): Promise<void>
}

export type VisitorOptions = {
  readonly name: string
  readonly baseUrl: string
  readonly timeZone?: string
  readonly viewport?: { readonly width: number; readonly height: number }
}

export async function openVisitor(browser: Browser, options: VisitorOptions): Promise<Visitor> {
  return visitorIn(await browser.newContext(contextOptions(options)), options.name)
}

export function contextOptions({ baseUrl, timeZone, viewport }: Omit<VisitorOptions, 'name'>) {
  return {
    baseURL: baseUrl,
    locale: 'en-US',
    timezoneId: timeZone ?? 'America/New_York',
    viewport: viewport ?? { width: 1280, height: 900 },
    // Pictures and checks of a page must not depend on how far a transition has got.
    reducedMotion: 'reduce',
  } as const
}

/** Somebody at a browser that is open already. */
export async function visitorIn(context: BrowserContext, name: string): Promise<Visitor> {
  const faults: string[] = []
  const tolerated: RegExp[] = []
  const sent: string[] = []
  const record = (fault: string) => {
    if (!tolerated.some((pattern) => pattern.test(fault))) faults.push(fault)
  }

  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    record(`console ${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => {
    const { stack, message } = error.error()
    // React Router lets go of an answer that it is still reading when a newer look at the page begins.
    if (/BodyStreamBuffer was aborted/.test(message)) return
    record(`exception: ${stack ?? message}`)
  })
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason'
    // Leaving a page ends what it was still asking for, its live events first of all.
    if (reason === 'net::ERR_ABORTED') return
    record(`failed request: ${request.method()} ${request.url()}: ${reason}`)
  })
  context.on('response', (response) => {
    if (response.status() >= 500) record(`answer ${response.status()}: ${response.url()}`)
  })
  context.on('request', (request) => {
    const headers = Object.entries(request.headers()).map(([name, value]) => `${name}: ${value}`)
    const body = request.postDataBuffer()?.toString('utf8') ?? ''
    sent.push([`${request.method()} ${request.url()}`, ...headers, '', body].join('\n'))
  })

  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  return {
    name,
    page,
    context,
    sent: () => sent,
    tolerate: (fault) => tolerated.push(fault),
    assertQuiet() {
      if (faults.length === 0) return
      const text = faults.splice(0).join('\n')
      throw new Error(`the browser of ${name} complains:\n${text}`)
    },
    close: () => context.close(),
  }
}
