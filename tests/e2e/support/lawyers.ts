import type { Page } from '@playwright/test'
import { paths } from '../../../src/contract/paths.ts'
import type { MatterId } from '../../../src/domain/ids.ts'
import { SIDES, type Side } from '../../../src/domain/side.ts'
import type { Visitor } from '../../support/browser.ts'
import { openMatterForTwo, openSession } from '../../support/negotiation.ts'
import { createPerson, type Person } from '../../support/people.ts'
import { expect } from './expect.ts'
import type { Stage } from './stage.ts'

/** Somebody with an account, signed in at a browser of their own. */
export type Lawyer = Visitor & { readonly name: string; readonly email: string }

/** Two lawyers on the two seats of one matter, each at a browser. */
export type Lawyers = Readonly<Record<Side, Lawyer>> & { readonly matterId: MatterId }

/** A browser in which that person has signed in. */
export async function atBrowser(stage: Stage, { viewer, headers }: Person): Promise<Lawyer> {
  const visitor = await stage.visitor({ name: viewer.name, timeZone: viewer.timeZone })
  const cookies = (headers.get('cookie') ?? '').split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: stage.server.url }
  })
  await visitor.context.addCookies(cookies)
  return { ...visitor, name: viewer.name, email: viewer.email }
}

/** One more person with an account, signed in. */
export async function newLawyer(stage: Stage, about: Parameters<typeof createPerson>[1]): Promise<Lawyer> {
  return atBrowser(stage, await createPerson(stage.server.ctx, about))
}

/** Both on a matter whose session is at the terms, by the shortest way. */
export async function atTerms(stage: Stage): Promise<Lawyers> {
  const negotiation = await openMatterForTwo(stage.server)
  return bothAt(stage, negotiation)
}

/** Both in opening, which begins now. */
export async function inOpening(stage: Stage): Promise<Lawyers> {
  const negotiation = await openMatterForTwo(stage.server)
  await openSession(negotiation)
  return bothAt(stage, negotiation)
}

async function bothAt(
  stage: Stage,
  negotiation: Awaited<ReturnType<typeof openMatterForTwo>>,
): Promise<Lawyers> {
  const [plaintiff, defendant] = await Promise.all(
    SIDES.map((side) => atBrowser(stage, negotiation.people[side])),
  )
  if (!plaintiff || !defendant) throw new Error('two sides')
  return { matterId: negotiation.matterId, plaintiff, defendant }
}

/** The field of the own number, as each side reads it. */
export function numberField(page: Page) {
  return page.getByLabel(/^The (least|most) your client will (accept|pay)/)
}

/** Types a number, reads it back and seals it, as far as the answer. */
export async function sealNumber(page: Page, matterId: string, typed: string): Promise<void> {
  await page.goto(paths.matterNumber(matterId))
  await numberField(page).fill(typed)
  await page.getByRole('button', { name: 'Review before sealing' }).click()
  await page.getByRole('checkbox', { name: /^My client has authorized me/ }).check()
  // Asked for where the figure is far off the amount in dispute.
  const again = page.getByLabel('The figure again')
  if ((await again.count()) > 0) await again.fill(typed)
  await page.getByRole('button', { name: /^Seal / }).click()
}

/** Seals a number that makes no deal. */
export async function standNumber(page: Page, matterId: string, typed: string): Promise<void> {
  await sealNumber(page, matterId, typed)
  await expect(page.getByText('Sealed and accepted')).toBeVisible()
}

/** Throws where the browser ever sent an amount, however written. */
export function assertNeverSent(visitor: Visitor, figures: readonly string[]): void {
  for (const figure of figures) {
    const digits = figure.replace(/\D/g, '')
    const spellings = [figure, digits, `${digits}00`, Number(digits).toLocaleString('en-US')]
    const found = visitor.sent().find((request) => spellings.some((each) => request.includes(each)))
    // The request is not shown: it holds what must be nowhere.
    if (found) throw new Error(`a number left the browser in the clear, in ${found.split('\n')[0]}`)
  }
}
