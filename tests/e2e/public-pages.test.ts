import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { expect } from './support/expect.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

const pages = [
  ['home', paths.home()],
  ['how it works', paths.howItWorks()],
  ['rules', paths.rules()],
  ['faq', paths.faq()],
  ['who sees what', paths.whoSeesWhat()],
  ['terms of use', paths.termsOfUse()],
  ['privacy', paths.privacy()],
] as const

describe('the public pages', () => {
  it.each(pages)('%s: has one heading, no script and no fault', async (name, path) => {
    const visitor = await stage().visitor({ name: 'a reader' })
    const { page } = visitor
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await expect(page.locator('script, link[rel=modulepreload]')).toHaveCount(0)
    await stage().look(visitor, name)
  })

  it('answers an unknown address with a page that leads on', async () => {
    const visitor = await stage().visitor({ name: 'a reader' })
    visitor.tolerate(/status of 404/)
    const answer = await visitor.page.goto('/no-such-page')
    expect(answer?.status()).toBe(404)
    await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await stage().look(visitor, 'not found')
  })
})
