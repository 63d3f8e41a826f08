import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { inScheme } from './browser-accessibility.ts'

const WIDTHS = [
  ['laptop', { width: 1280, height: 800 }],
  ['phone', { width: 375, height: 720 }],
] as const

/** Four pictures of the page as it stands: laptop and phone, light and dark. The page is left as it was. */
export async function takePictures(page: Page, folder: string, name: string): Promise<void> {
  const before = page.viewportSize()
  for (const [device, viewport] of WIDTHS) {
    await page.setViewportSize(viewport)
    for (const scheme of ['light', 'dark'] as const) {
      await inScheme(page, scheme)
      await page.screenshot({
        path: join(folder, `${fileName(name)}--${device}-${scheme}.png`),
        fullPage: true,
      })
    }
  }
  await inScheme(page, 'light')
  if (before !== null) await page.setViewportSize(before)
}

/** A name of a page or test as the name of a file. */
export function fileName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 120)
}
