import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

export type Scheme = 'light' | 'dark'

/** Throws with each finding of axe on the page as it stands, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await inScheme(page, scheme)
    const { violations } = await new AxeBuilder({ page }).analyze()
    if (violations.length === 0) continue
    const findings = violations.map(({ id, help, nodes }) => {
      const places = nodes.map(({ target, failureSummary }) => `    ${target.join(' ')}: ${failureSummary}`)
      return [`  ${id}: ${help}`, ...places].join('\n')
    })
    throw new Error(`axe finds on ${new URL(page.url()).pathname} in ${scheme}:\n${findings.join('\n')}`)
  }
  await inScheme(page, 'light')
}

const NARROWEST = { width: 320, height: 640 }

/** Throws where the page has to be scrolled sideways on the narrowest phone, as it also looks at 400 percent on a laptop. */
export async function expectNarrow(page: Page): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize(NARROWEST)
  const width = await page.evaluate(async () => {
    // What measures itself has been told, and has been drawn anew.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn))
    return document.documentElement.scrollWidth
  })
  if (width > NARROWEST.width)
    throw new Error(`${new URL(page.url()).pathname} is ${width} px wide at 320 px`)
  if (before) await page.setViewportSize(before)
}

/** Shows the page as a reader with that preference sees it. */
export async function inScheme(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme })
  await settle(page)
}

/** Waits for transitions to end: a colour halfway from light to dark is no colour of the page. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    ).then(() => undefined),
  )
}
