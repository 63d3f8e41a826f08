import { expect } from '@playwright/test'
import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { DAY_MS } from '../../src/domain/deadlines.ts'
import { matterForm } from '../support/matter-builders.ts'
import { expectOk } from '../support/negotiation.ts'
import { createPerson } from '../support/people.ts'
import { atBrowser, type Lawyer, newLawyer } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

let count = 0

/** A lawyer with a matter, and the mail that invites the other side's. */
async function invited() {
  count += 1
  const email = `marcus${count}@oyelaran.example`
  const { ctx, services } = stage().server
  const person = await createPerson(ctx, {
    name: 'Paula Reyes',
    firm: 'Reyes Law',
    email: `p${count}@reyes.example`,
  })
  const form = matterForm({ invitee: { name: 'Marcus Oyelaran', email, note: '' } })
  expectOk(await services.matters.createMatter(person.viewer, form))
  const inviter: Lawyer = await atBrowser(stage(), person)
  const letter = await stage()
    .mailbox(email)
    .next(/invites you/)
  return { inviter, matterId: form.matterId, email, link: letter.link('/invitations/') }
}

describe('an invitation', () => {
  it('tells the wrong person that it is not theirs, and nothing of the matter', async () => {
    const { link, inviter, matterId } = await invited()
    const stranger = await newLawyer(stage(), {
      name: 'Nina Brandt',
      firm: 'Brandt',
      email: 'nina@brandt.example',
    })
    await stranger.page.goto(link)
    await expect(
      stranger.page.getByRole('heading', { name: 'This invitation is for another address' }),
    ).toBeVisible()
    await expect(stranger.page.getByText('Alvarez')).toHaveCount(0)
    await stage().look(stranger, 'invitation opened by the wrong person')
    stranger.tolerate(/status of 404/)
    const answer = await stranger.page.goto(paths.matter(matterId))
    expect(answer?.status()).toBe(404)
    await expect(stranger.page.getByText('Alvarez')).toHaveCount(0)
    await stage().look(stranger, 'a matter that is not yours')
    await stranger.page.goto(link)
    await stranger.page.getByRole('button', { name: 'Sign out' }).click()
    await inviter.page.goto(paths.matterPeople(matterId))
    await expect(inviter.page.getByText('Accepted')).toHaveCount(0)
  })

  it('is accepted from the list by somebody who has an account', async () => {
    const { matterId, email } = await invited()
    const marcus = await newLawyer(stage(), { name: 'Marcus Oyelaran', firm: 'Oyelaran', email })
    await marcus.page.goto(paths.matters())
    await expect(marcus.page.getByRole('heading', { name: 'Waiting for you' })).toBeVisible()
    await stage().look(marcus, 'matters, an invitation waits')
    await marcus.page.getByRole('link', { name: /^Look at the invitation/ }).click()
    await expect(marcus.page.getByRole('heading', { level: 1, name: /^Alvarez/ })).toBeVisible()
    await stage().look(marcus, 'invitation to somebody with an account')
    await marcus.page.getByLabel('Whom you act for').fill('Northgate Logistics, Inc.')
    await marcus.page.getByRole('button', { name: 'Accept the invitation' }).click()
    await marcus.page.waitForURL((url) => url.pathname === paths.matter(matterId))
  })

  it('that has expired is asked for anew and sent again; only the new link works', async () => {
    const { inviter, matterId, email, link } = await invited()
    await stage().passTime(15 * DAY_MS)
    const marcus = await stage().visitor({ name: 'Marcus Oyelaran' })
    await marcus.page.goto(link)
    await expect(marcus.page.getByRole('heading', { name: 'This invitation has expired' })).toBeVisible()
    await stage().look(marcus, 'invitation, expired')
    await marcus.page.getByRole('button', { name: 'Ask for a new one' }).click()
    await expect(marcus.page.getByText('A new one was asked for')).toBeVisible()

    const asked = await stage()
      .mailbox(inviter.email)
      .next(/a new link is asked for/)
    await inviter.page.goto(asked.link('/matters/'))
    await inviter.page.goto(paths.matterPeople(matterId))
    await stage().look(inviter, 'people, the invitation expired')
    await inviter.page.getByRole('button', { name: /^Send again/ }).click()
    const again = await stage()
      .mailbox(email)
      .next(/invites you/)
    await marcus.page.goto(link)
    await expect(marcus.page.getByRole('heading', { name: 'There is a newer invitation' })).toBeVisible()
    await stage().look(marcus, 'invitation, replaced by a newer one')
    await marcus.page.goto(again.link('/invitations/'))
    await expect(marcus.page.getByRole('heading', { level: 1, name: /^Alvarez/ })).toBeVisible()
  })

  it('is declined without an account, with a reason that the inviter reads', async () => {
    const { inviter, matterId, link } = await invited()
    const marcus = await stage().visitor({ name: 'Marcus Oyelaran' })
    await marcus.page.goto(link)
    await marcus.page.getByText('Decline the invitation').click()
    await marcus.page.getByLabel(/^A reason for/).fill('We no longer act in this case.')
    await marcus.page.getByRole('button', { name: 'Decline', exact: true }).click()
    await expect(marcus.page.getByRole('heading', { name: 'You have declined' })).toBeVisible()
    await stage().look(marcus, 'invitation, declined')
    await stage()
      .mailbox(inviter.email)
      .next(/your invitation was declined/)
    await inviter.page.goto(paths.matterPeople(matterId))
    await expect(inviter.page.getByText('We no longer act in this case.')).toBeVisible()
    await stage().look(inviter, 'people, the invitation declined')
  })
})
