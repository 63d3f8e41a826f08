import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { INVITATION_MS } from '../../src/domain/invitation.ts'
import { openMatterForTwo, openSession } from '../support/negotiation.ts'
import { createPerson, TEST_PASSWORD } from '../support/people.ts'
import { placeOnSeat } from '../support/place-on-seat.ts'
import { expect } from './support/expect.ts'
import { atBrowser, newLawyer } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

const CAPTION = 'Alvarez v. Northgate Logistics, Inc.'
const unique = (name: string) => `${name}-${randomUUID().slice(0, 8)}`

async function dana() {
  const firm = unique('whitfield')
  return newLawyer(stage(), { name: 'Dana Whitfield', email: `dana@${firm}.example`, firm })
}

function marcusAddress() {
  return `marcus@${unique('oyelaran')}.example`
}

/** Fills in the page for a new matter, as far as the review. */
async function describeMatter(page: Page, invitee: { name: string; email: string; note?: string } | null) {
  await page.goto(paths.newMatter())
  await page.getByLabel('Caption').fill(CAPTION)
  await page.getByLabel('What is disputed').fill('Unpaid overtime between 2023 and 2025.')
  await page.getByText('My client receives').click()
  await page.getByLabel('Whom you act for').fill('Maria Alvarez')
  if (invitee) {
    await page.getByLabel('Name', { exact: false }).last().fill(invitee.name)
    await page.getByLabel('E-mail address').fill(invitee.email)
    if (invitee.note) await page.getByLabel('A personal note').fill(invitee.note)
  }
  await page.getByRole('button', { name: 'Review the matter' }).click()
}

async function inviteMarcus(page: Page, email: string) {
  await describeMatter(page, { name: 'Marcus Oyelaran', email })
  await page.getByRole('button', { name: 'Create matter and send invitation' }).click()
  await expect(page.getByRole('heading', { level: 1, name: CAPTION })).toBeVisible()
}

const invitationTo = (address: string) =>
  stage()
    .mailbox(address)
    .next(/invites you to settle/)

describe('a matter', () => {
  it('is added on one page, reviewed with the very mail, and found again in the list', async () => {
    const lawyer = await dana()
    const { page } = lawyer
    const address = marcusAddress()
    await page.goto(paths.matters())
    await expect(page.getByRole('heading', { name: 'No matters yet' })).toBeVisible()
    await stage().look(lawyer, 'matters, none yet')

    await page.getByRole('link', { name: 'New matter' }).click()
    await stage().look(lawyer, 'new matter')
    await page.getByLabel('Amount in dispute').fill('50.000')
    await page.getByRole('button', { name: 'Review the matter' }).click()
    const summary = page.getByRole('alert')
    await expect(summary).toBeFocused()
    await expect(summary).toContainText('Enter the caption')
    await expect(summary).toContainText('thousands')
    await expect(page.getByLabel('Amount in dispute')).toHaveValue('50.000')
    await stage().look(lawyer, 'new matter with errors')

    await page.getByLabel('Amount in dispute').fill('250k')
    await expect(page.getByText('Read as $250,000.')).toBeVisible()
    await page.getByLabel('Caption').fill(CAPTION)
    await page.getByLabel('Court or forum').fill('Superior Court of California, County of Alameda')
    await page.getByLabel('Case number').fill('RG26-104417')
    await page.getByLabel('What is disputed').fill('Unpaid overtime between 2023 and 2025.')
    await page.getByText('My client receives').click()
    await page.getByLabel('Whom you act for').fill('Maria Alvarez')
    await page.getByLabel('What the papers call the sides').selectOption('Claimant and respondent')
    await page.getByLabel('The matter’s time zone').selectOption('America/Los_Angeles')
    await page.getByLabel('A personal note').fill('Marcus, as discussed on Friday.')
    await page.getByRole('button', { name: 'Review the matter' }).click()
    await expect(summary).toContainText('Enter the e-mail address of the other side’s lawyer')

    await page.getByLabel('E-mail address').fill(lawyer.email)
    await page.getByLabel('Name (optional)').fill('Marcus Oyelaran')
    await page.getByRole('button', { name: 'Review the matter' }).click()
    await expect(summary).toContainText('This is your own address')
    await page.getByLabel('E-mail address').fill(address)
    await page.getByRole('button', { name: 'Review the matter' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'Review the matter' })).toBeVisible()
    await expect(page.getByText('$250,000.00')).toBeVisible()
    const letterShown = page.getByRole('figure')
    await expect(letterShown).toContainText('Marcus, as discussed on Friday.')
    await stage().look(lawyer, 'new matter, review')

    await page.reload()
    await expect(page.getByLabel('Caption')).toHaveValue(CAPTION)
    await expect(page.getByLabel('My client receives')).toBeChecked()
    await page.getByRole('button', { name: 'Review the matter' }).click()
    await page.getByRole('button', { name: 'Change something' }).click()
    await expect(page.getByLabel('Caption')).toHaveValue(CAPTION)
    await expect(page.getByLabel('Amount in dispute')).toHaveValue('250k')
    await expect(page.getByLabel('My client receives')).toBeChecked()
    await page.getByRole('button', { name: 'Review the matter' }).click()
    await page.getByRole('button', { name: 'Create matter and send invitation' }).click()

    await expect(page.getByRole('heading', { level: 1, name: CAPTION })).toBeVisible()
    await expect(
      page.getByRole('listitem').filter({ hasText: 'Claimant: Maria Alvarez (your side)' }),
    ).toBeVisible()
    await expect(page.locator('[aria-current="step"]')).toContainText('Terms')
    await stage().look(lawyer, 'overview at the terms')

    const letter = await invitationTo(address)
    expect(letter.text).toContain('Marcus, as discussed on Friday.')
    await page.goto(paths.matters())
    await expect(page.getByRole('row').filter({ hasText: CAPTION })).toContainText('Invitation: sent')
    await page.goto(paths.newMatter())
    await expect(page.getByLabel('Caption')).toHaveValue('')
    await page.goto(paths.matters())
    await stage().look(lawyer, 'matters')
    await page.getByLabel('Search').fill('no such case')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
    await stage().look(lawyer, 'matters, nothing found')
  })

  it('can be created with nobody invited, and the invitation follows from the page of people', async () => {
    const lawyer = await dana()
    const { page } = lawyer
    await describeMatter(page, null)
    await stage().look(lawyer, 'new matter, review without an invitation')
    await page.getByRole('button', { name: 'Create matter' }).click()
    await page.getByRole('link', { name: 'Invite the other side' }).click()
    await stage().look(lawyer, 'people, nobody opposite')

    const address = marcusAddress()
    const opposite = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'The defendant’s side' }) })
    await opposite.getByLabel('Name').fill('Marcus Oyelaran')
    await opposite.getByLabel('E-mail address').fill(address)
    await opposite.getByRole('button', { name: 'Preview the invitation' }).click()
    await expect(page.getByRole('figure')).toContainText('invites you to a Backchannel session')
    await stage().look(lawyer, 'people, invitation reviewed')
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await expect(page.getByText('The invitation to Marcus Oyelaran is on its way.')).toBeVisible()
    await invitationTo(address)
    await stage().look(lawyer, 'people, invitation sent')
  })
})

describe('an invitation', () => {
  it('is opened without an account, which is made there, and leads into the matter', async () => {
    const lawyer = await dana()
    const address = marcusAddress()
    await inviteMarcus(lawyer.page, address)
    const letter = await invitationTo(address)
    await lawyer.page.goto(paths.matters())
    const matter = lawyer.page.getByRole('link', { name: CAPTION })
    await matter.click()
    await lawyer.page.getByRole('link', { name: 'People' }).click()

    const marcus = await stage().visitor({ name: 'Marcus', timeZone: 'America/Denver' })
    const { page } = marcus
    await page.goto(letter.link('/invitations'))
    await expect(page.getByRole('heading', { level: 1, name: CAPTION })).toBeVisible()
    await stage().look(marcus, 'invitation, signed out')
    // The inviter’s page learns of it by itself.
    await expect(lawyer.page.getByText('Opened', { exact: true })).toBeVisible()

    await page.getByRole('button', { name: 'Open an account and accept' }).click()
    await expect(page.getByRole('alert')).toContainText('Enter the party you act for')
    await stage().look(marcus, 'invitation, signed out, with errors')
    await page.getByLabel('Whom you act for').fill('Northgate Logistics, Inc.')
    await expect(page.getByLabel('E-mail address')).toHaveValue(address)
    await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD)
    await page.getByText('Attorney', { exact: true }).click()
    await page.getByRole('button', { name: 'Open an account and accept' }).click()

    await page.waitForURL(/\/matters\/[0-9a-f-]+$/)
    await expect(page.getByText('Defendant: Northgate Logistics, Inc. (your side)')).toBeVisible()
    await stage().look(marcus, 'overview of the invited')
    await page.getByRole('link', { name: 'People' }).click()
    await expect(page.getByText('Dana Whitfield')).toBeVisible()
    await expect(lawyer.page.getByText('Marcus Oyelaran').first()).toBeVisible()
    await stage().look(lawyer, 'people, both seats taken')
    await stage()
      .mailbox(lawyer.email)
      .next(/accepted/)

    await page.goto(letter.link('/invitations'))
    await expect(page.getByRole('heading', { name: 'You are on this matter' })).toBeVisible()
    await stage().look(marcus, 'invitation, accepted before')
  })

  it('waits on the list of an account with the invited address, which can accept or decline it there', async () => {
    const lawyer = await dana()
    const person = await createPerson(stage().server.ctx, {
      name: 'Marcus Oyelaran',
      email: marcusAddress(),
      firm: 'Oyelaran',
    })
    const marcus = await atBrowser(stage(), person)
    await inviteMarcus(lawyer.page, marcus.email)
    await marcus.page.goto(paths.matters())
    await stage().look(marcus, 'matters, an invitation waits')
    await marcus.page.getByRole('link', { name: /^Look at the invitation/ }).click()
    await stage().look(marcus, 'invitation, signed in')

    await marcus.page.getByText('Decline the invitation').click()
    await marcus.page.getByLabel(/A reason for Dana/).fill('I am conflicted out.')
    await stage().look(marcus, 'invitation, declining')
    await marcus.page.getByRole('button', { name: 'Decline', exact: true }).click()
    await expect(marcus.page.getByRole('heading', { name: 'You have declined' })).toBeVisible()
    await stage().look(marcus, 'invitation, declined')

    await lawyer.page.getByRole('link', { name: 'People' }).click()
    await expect(lawyer.page.getByText('I am conflicted out.')).toBeVisible()
    await stage().look(lawyer, 'people, invitation declined')
  })

  it('tells the wrong person that it is for another address, and not for which', async () => {
    const lawyer = await dana()
    const address = marcusAddress()
    await inviteMarcus(lawyer.page, address)
    const letter = await invitationTo(address)

    const eve = await newLawyer(stage(), {
      name: 'Eve',
      email: `eve@${unique('elsewhere')}.example`,
      firm: 'Elsewhere',
    })
    await eve.page.goto(letter.link('/invitations'))
    await expect(
      eve.page.getByRole('heading', { name: 'This invitation is for another address' }),
    ).toBeVisible()
    await expect(eve.page.getByText(address)).toHaveCount(0)
    await expect(eve.page.getByText(CAPTION)).toHaveCount(0)
    await stage().look(eve, 'invitation for another address')
  })

  it('expires, is asked for again, and its new link works where the old one does not', async () => {
    const lawyer = await dana()
    const address = marcusAddress()
    await inviteMarcus(lawyer.page, address)
    const old = await invitationTo(address)
    await stage().passTime(INVITATION_MS)

    const marcus = await stage().visitor({ name: 'Marcus' })
    await marcus.page.goto(old.link('/invitations'))
    await expect(marcus.page.getByRole('heading', { name: 'This invitation has expired' })).toBeVisible()
    await stage().look(marcus, 'invitation expired')
    await marcus.page.getByRole('button', { name: 'Ask for a new one' }).click()
    await expect(marcus.page.getByText('A new one was asked for')).toBeVisible()
    await stage().look(marcus, 'invitation expired, a new one asked for')

    await stage()
      .mailbox(lawyer.email)
      .next(/new link/)
    await lawyer.page.getByRole('link', { name: 'People' }).click()
    await expect(lawyer.page.getByText('asks for a new link')).toBeVisible()
    await stage().look(lawyer, 'people, a new link asked for')
    await lawyer.page.getByRole('button', { name: /^Send again/ }).click()
    await expect(lawyer.page.getByText(/Sent again, with a new link/)).toBeVisible()

    const renewed = await invitationTo(address)
    await marcus.page.goto(old.link('/invitations'))
    await expect(marcus.page.getByRole('heading', { name: 'There is a newer invitation' })).toBeVisible()
    await stage().look(marcus, 'invitation replaced')
    await marcus.page.goto(renewed.link('/invitations'))
    await expect(marcus.page.getByRole('button', { name: 'Open an account and accept' })).toBeVisible()

    await lawyer.page.getByRole('button', { name: /^Revoke/ }).click()
    await stage().look(lawyer, 'people, asking before revoking')
    await lawyer.page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(lawyer.page.getByText('The invitation is revoked.')).toBeVisible()
    await marcus.page.reload()
    await expect(marcus.page.getByRole('heading', { name: 'This invitation was taken back' })).toBeVisible()
    await stage().look(marcus, 'invitation revoked')
  })

  it('is refused to the inviter’s own firm, and both are told the rule', async () => {
    const firm = unique('Whitfield Rowe')
    const lawyer = await newLawyer(stage(), {
      name: 'Dana Whitfield',
      email: `dana@${unique('rowe')}.example`,
      firm,
    })
    const same = await newLawyer(stage(), {
      name: 'Sam',
      email: `sam@${unique('home')}.example`,
      firm: `${firm}, LLP`,
    })
    await inviteMarcus(lawyer.page, same.email)
    await same.page.goto(paths.matters())
    await same.page.getByRole('link', { name: /^Look at the invitation/ }).click()
    await same.page.getByLabel('Whom you act for').fill('Northgate')
    await same.page.getByRole('button', { name: 'Accept the invitation' }).click()
    await expect(same.page.getByRole('alert')).toContainText('cannot be held by')
    await stage().look(same, 'invitation, seat refused')
    await lawyer.page.getByRole('link', { name: 'People' }).click()
    await expect(lawyer.page.getByText('Marcus Oyelaran could not accept')).toBeVisible()
    await stage().look(lawyer, 'people, seat refused')
  })
})

describe('the people of a seat', () => {
  it('come by invitation, take over the lead, and lose access at once when removed', async () => {
    const lawyer = await dana()
    const { page } = lawyer
    await inviteMarcus(page, marcusAddress())
    const ana = await newLawyer(stage(), {
      name: 'Ana Ruiz',
      email: `ana@${unique('ruiz')}.example`,
      firm: 'Rowe',
    })

    await page.getByRole('link', { name: 'People' }).click()
    const team = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'Add people to your side' }) })
    await team.getByLabel('Name').fill('Ana Ruiz')
    await team.getByLabel('E-mail address').fill(ana.email)
    await team.getByText('Member', { exact: true }).click()
    await team.getByRole('button', { name: 'Preview the invitation' }).click()
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await expect(page.getByText('The invitation to Ana Ruiz is on its way.')).toBeVisible()

    const letter = await stage()
      .mailbox(ana.email)
      .next(/asks you onto/)
    await ana.page.goto(letter.link('/invitations'))
    await stage().look(ana, 'invitation to a team')
    await ana.page.getByRole('button', { name: 'Accept the invitation' }).click()
    await expect(ana.page.getByRole('heading', { level: 1, name: CAPTION })).toBeVisible()
    await ana.page.getByRole('link', { name: 'People' }).click()
    await expect(ana.page.getByRole('button', { name: /Remove/ })).toHaveCount(0)
    await stage().look(ana, 'people, as a member')

    await page.getByRole('button', { name: 'Hand over the lead: Ana Ruiz' }).click()
    await stage().look(lawyer, 'people, asking before handing over')
    await page.getByRole('dialog').getByRole('button', { name: 'Hand over the lead' }).click()
    await expect(page.getByText('You are a member now.')).toBeVisible()

    // From here on the former lead’s browser is told, rightly, that nothing is there.
    lawyer.tolerate(/status of 404/)
    const dismiss = ana.page.getByRole('button', { name: 'Remove: Dana Whitfield' })
    await expect(dismiss).toBeVisible()
    await dismiss.click()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(ana.page.getByText('Access has ended.')).toBeVisible()

    // The page that is open learns of it by itself, and every other one answers as for a stranger.
    await expect(page.getByRole('heading', { name: 'There is no such page for you' })).toBeVisible()
    for (const address of [
      ana.page.url(),
      ana.page.url().replace('/people', ''),
      ana.page.url().replace('people', 'terms'),
    ]) {
      const answer = await page.goto(address)
      expect(answer?.status()).toBe(404)
    }
    await page.goto(paths.matters())
    await expect(page.getByRole('heading', { name: 'No matters yet' })).toBeVisible()
  })

  it('learn on a page as the other side sees it, too, that their access has ended', async () => {
    const { server } = stage()
    const negotiation = await openMatterForTwo(server)
    await openSession(negotiation)
    const { viewer } = negotiation.people.plaintiff
    const person = await placeOnSeat(negotiation, 'member')
    const ana = await atBrowser(stage(), person)
    const listening = ana.page.waitForResponse(/\/events$/)
    await ana.page.goto(paths.matterOtherSideView(negotiation.matterId))
    await expect(ana.page.getByText('nothing is shown')).toBeVisible()
    await listening
    ana.tolerate(/status of 404/)
    await server.services.matters.removePerson(viewer, negotiation.matterId, person.viewer.userId)
    await expect(ana.page.getByRole('heading', { name: 'There is no such page for you' })).toBeVisible()
  })
})
