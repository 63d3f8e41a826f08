import { expect } from '@playwright/test'
import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { atTerms, newLawyer } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

describe('a member of the team', () => {
  it('comes by invitation, reads along, and loses access at once when removed', async () => {
    const { matterId, plaintiff } = await atTerms(stage())
    const { page } = plaintiff
    await page.goto(paths.matterPeople(matterId))
    await stage().look(plaintiff, 'people, both leads')
    await page.getByLabel('Name').fill('Rosa Lind')
    await page.getByLabel('E-mail address').fill('rosa@reyeslaw.example')
    await page.getByLabel('Member').check()
    await page.getByRole('button', { name: 'Preview the invitation' }).click()
    await expect(page.getByText('The mail as it will be sent')).toBeVisible()
    await stage().look(plaintiff, 'people, an invitation previewed')
    await page.getByRole('button', { name: 'Send the invitation' }).click()

    const rosa = await newLawyer(stage(), {
      name: 'Rosa Lind',
      firm: 'Reyes Law',
      email: 'rosa@reyeslaw.example',
    })
    const letter = await stage()
      .mailbox(rosa.email)
      .next(/asks you onto/)
    await rosa.page.goto(letter.link('/invitations/'))
    await stage().look(rosa, 'invitation to a team')
    await rosa.page.getByRole('button', { name: 'Accept the invitation' }).click()
    await rosa.page.waitForURL((url) => url.pathname === paths.matter(matterId))
    await rosa.page.goto(paths.matterMessages(matterId))
    await expect(rosa.page.getByLabel(/^Message to/)).toBeVisible()

    await page.goto(paths.matterPeople(matterId))
    await page.getByRole('button', { name: 'Remove: Rosa Lind' }).click()
    await stage().look(plaintiff, 'removing a member')
    rosa.tolerate(/status of 40[34]/)
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('button', { name: 'Remove: Rosa Lind' })).toHaveCount(0)

    // Her open page says so by itself, and no address of the matter answers her any more.
    await expect(rosa.page.getByLabel(/^Message to/)).toHaveCount(0)
    await expect(rosa.page.getByText('Alvarez')).toHaveCount(0)
    await stage().look(rosa, 'a matter after removal')
    for (const path of [
      paths.matter(matterId),
      paths.matterTerms(matterId),
      paths.matterMessages(matterId),
      paths.matterNumber(matterId),
      paths.matterActivity(matterId),
      `/api/v1/matters/${matterId}/session`,
    ]) {
      expect((await rosa.page.request.get(path)).status(), path).toBe(404)
    }
    await rosa.page.goto(paths.matters())
    await expect(rosa.page.getByText('Alvarez')).toHaveCount(0)
  })
})
