import type { Page } from '@playwright/test'
import { paths } from '../../../src/contract/paths.ts'
import { expect } from './expect.ts'

/** What a lawyer does on the pages, in the words that stand there. */

export async function skipTerms(page: Page, matterId: string): Promise<void> {
  await page.goto(paths.matterTerms(matterId))
  await page.getByRole('button', { name: 'Skip, for our side' }).click()
  await expect(page.getByRole('button', { name: 'Take the wish to skip back' })).toBeVisible()
}

export async function acceptRules(page: Page, matterId: string): Promise<void> {
  await page.goto(paths.matterRules(matterId))
  await page.getByRole('checkbox', { name: /^I have read the rules/ }).check()
  await page.getByRole('checkbox', { name: /^My client has given me authority/ }).check()
  await page.getByRole('button', { name: 'Accept and confirm' }).click()
  await page.waitForURL((url) => url.pathname === paths.matterTerms(matterId))
}

/** Both by their own acts: the session opens. */
export async function openSessionOnPages(matterId: string, ...pages: readonly [Page, Page]): Promise<void> {
  for (const page of pages) await skipTerms(page, matterId)
  for (const page of pages) await acceptRules(page, matterId)
}

export type ChosenFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }

/** Sends a file, whatever comes of it. */
export async function sendTerms(page: Page, matterId: string, file: ChosenFile): Promise<void> {
  await page.goto(paths.matterTerms(matterId))
  await page.getByLabel('Settlement agreement or memorandum of understanding').setInputFiles(file)
  await page.getByRole('button', { name: /^Upload as version/ }).click()
}

export async function uploadTerms(page: Page, matterId: string, file: ChosenFile): Promise<void> {
  await sendTerms(page, matterId, file)
  await expect(page.getByText('The new version is here')).toBeVisible()
}

export async function approveVersion(page: Page, matterId: string, version: number): Promise<void> {
  await page.goto(paths.matterTermsVersion(matterId, version))
  await page.getByRole('button', { name: `Approve version ${version}` }).click()
  await expect(page.getByRole('button', { name: 'Take the approval back' })).toBeVisible()
}

/** The bytes behind a link of the page, asked for as the page's reader. */
export async function download(page: Page, path: string): Promise<Buffer> {
  const answer = await page.request.get(path)
  if (!answer.ok()) throw new Error(`${path} answers ${answer.status()}`)
  return answer.body()
}
