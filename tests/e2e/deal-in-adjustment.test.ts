import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { DAY_MS, HOUR_MS, OPENING_MS } from '../../src/domain/deadlines.ts'
import { otherSide } from '../../src/domain/side.ts'
import { expect } from './support/expect.ts'
import { assertNeverSent, inOpening, sealNumber, standNumber } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

describe('a deal in adjustment', () => {
  it.each([
    // Who was there first, what both come to, the bonus, and what is paid.
    ['plaintiff', '180,730', '$9,036.50', '$189,766.50'],
    ['defendant', '180,730', '$9,036.50', '$171,693.50'],
  ] as const)('carries the bonus of the %s, who was there first', async (first, number, bonus, amount) => {
    const lawyers = await inOpening(stage())
    const { matterId } = lawyers
    const waiting = lawyers[first]
    const moving = lawyers[otherSide(first)]
    await standNumber(waiting.page, matterId, number)
    await standNumber(moving.page, matterId, first === 'plaintiff' ? '131,250' : '231,250')
    await stage().passTime(OPENING_MS)
    await expect(waiting.page.getByText('Adjustment ends')).toBeVisible()
    await stage().look(waiting, 'number in adjustment, one stands')
    await stage().passTime(3 * DAY_MS + HOUR_MS)

    await waiting.page.goto(paths.matterNumber(matterId))
    await sealNumber(moving.page, matterId, number)
    // Both learn of it without reloading.
    for (const { page } of [waiting, moving]) {
      await expect(page.getByRole('heading', { name: 'There is a deal' })).toBeVisible()
    }
    await stage().look(moving, 'number, after the deal')
    for (const lawyer of [waiting, moving]) {
      const { page } = lawyer
      await page.getByRole('link', { name: 'Read the deal' }).click()
      await expect(page.getByText(amount).first()).toBeVisible()
      await expect(page.getByText(bonus).first()).toBeVisible()
      await expect(page.getByText(`$${number}.00`).first()).toBeVisible()
      const whose = lawyer === waiting ? 'Your side got to the deal number first' : `The ${first} got to`
      await expect(page.getByText(whose)).toBeVisible()
      await stage().look(
        lawyer,
        `deal with the bonus to the ${first}, as the ${lawyer === waiting ? first : otherSide(first)} reads it`,
      )
      await stage()
        .mailbox(lawyer.email)
        .next(/there is news/)
    }
    assertNeverSent(waiting, [number])
    assertNeverSent(moving, [number])
  })
})
