import { newMatterSchema } from '../../contract/matters.ts'
import type { TermSheet } from '../../contract/term-sheet.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Side } from '../../domain/side.ts'
import { createVerifiedUser, type VerifiedUser } from '../accounts/create-verified-user.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { createMatter } from '../matters/create-matter.ts'
import { type DemoStory, openDemoMatter } from './demo-matter.ts'
import { DEMO_PEOPLE } from './demo-people.ts'

const SHEET: TermSheet = {
  claims: 'All claims that were or could have been raised in the matter.',
  release: 'mutual',
  unknownClaims: 'released',
  confidentiality: 'all',
  carveOuts: 'to insurers\nto enforce this agreement',
  nonDisparagement: 'mutual',
  admission: 'none',
  paymentDays: '30',
  paymentFrom: 'deal',
  paymentBy: 'wire',
  paymentDetails: 'To the trust account of plaintiff’s counsel.',
  dismissal: 'with-prejudice',
  dismissalDetails: '',
  feesAndCosts: 'own',
  feesDetails: '',
  liens: 'plaintiff-pays',
  medicare: 'not-beneficiary',
  taxForms: 'before-payment',
  taxDetails: '',
  numberFees: 'included',
  numberCosts: 'included',
  numberLiens: 'included',
  governingLaw: 'California',
  otherTerms: '',
}

/** Fills a new database with two lawyers and a matter in every state. */
export async function seedDemo(ctx: Context): Promise<void> {
  const people = {
    plaintiff: await addPerson(ctx, DEMO_PEOPLE.plaintiff),
    defendant: await addPerson(ctx, DEMO_PEOPLE.defendant),
  }
  await inviteSomebody(ctx, people.plaintiff)
  const open = (story: DemoStory) => openDemoMatter(ctx, people, story)

  await open(
    story('Alvarez v. Northgate Logistics, Inc.', 'Maria Alvarez', 'Northgate Logistics, Inc.', 250_000),
  )

  const drafted = await open(
    story('Brandt v. Coastal Realty Partners', 'Elena Brandt', 'Coastal Realty Partners', 480_000),
  )
  await drafted.termSheet('plaintiff', SHEET)
  await drafted.approve('plaintiff')
  await drafted.write('plaintiff', 'I have filled in the term sheet with what we discussed on Tuesday.')

  const skipping = await open(
    story('Chen v. Harbor Point Hospital', 'Wei Chen', 'Harbor Point Hospital', 900_000),
  )
  await skipping.wishSkip('defendant')

  const accepting = await open(
    story('Dawson v. Ridgeline Builders', 'Troy Dawson', 'Ridgeline Builders', 120_000),
  )
  await accepting.skip()
  await accepting.acceptRules('defendant')

  const opening = await open(
    story('Estrada v. Meridian Foods Co.', 'Luis Estrada', 'Meridian Foods Co.', 310_000),
  )
  await opening.skip()
  await opening.acceptRules('plaintiff', 'defendant')
  await opening.enter('plaintiff', 18_000_000n)

  const adjusting = await open(
    story('Foster v. Pike Freight, Inc.', 'Dana Foster', 'Pike Freight, Inc.', 200_000),
  )
  await adjusting.termSheet('defendant', SHEET)
  await adjusting.approve('plaintiff')
  await adjusting.approve('defendant')
  await adjusting.acceptRules('plaintiff', 'defendant')
  await adjusting.enter('plaintiff', 14_000_000n)
  await adjusting.enter('defendant', 9_000_000n)
  await adjusting.move('close-of-opening', 'one-day')
  await adjusting.keepRunning('plaintiff')

  const dealAtClose = await open(
    story('Greer v. Solano Insurance Group', 'Pat Greer', 'Solano Insurance Group', 75_000),
  )
  await dealAtClose.skip()
  await dealAtClose.acceptRules('plaintiff', 'defendant')
  await dealAtClose.enter('plaintiff', 4_000_000n)
  await dealAtClose.enter('defendant', 4_400_000n)
  await dealAtClose.move('close-of-opening')

  const dealWithBonus = await open(
    story('Hollis v. Vantage Motors', 'June Hollis', 'Vantage Motors', 160_000),
  )
  await dealWithBonus.skip()
  await dealWithBonus.acceptRules('plaintiff', 'defendant')
  await dealWithBonus.enter('plaintiff', 9_000_000n)
  await dealWithBonus.move('close-of-opening', 'one-day', 'one-day')
  await dealWithBonus.enter('defendant', 9_000_000n)

  const noDeal = await open(story('Ibarra v. Summit Lending', 'Rosa Ibarra', 'Summit Lending', 95_000))
  await noDeal.skip()
  await noDeal.acceptRules('plaintiff', 'defendant')
  await noDeal.move('close-of-opening', 'end')

  const ended = await open(
    story('Jensen v. Oak Hill School District', 'Kari Jensen', 'Oak Hill School District', 140_000),
  )
  await ended.skip()
  await ended.acceptRules('plaintiff', 'defendant')
  await ended.end('defendant', 'Our client’s board wants to see the expert report first.')
}

async function addPerson(ctx: Context, person: VerifiedUser): Promise<Viewer> {
  const created = await transact(ctx.db, (tx) => createVerifiedUser(ctx, tx, person))
  if (!created.ok) throw new Error(`no account for ${person.name}: ${created.error}`)
  const { name, email, timeZone } = person
  return { userId: created.value.userId, name, email, timeZone }
}

/** A real matter whose other side has been invited and has not answered. */
async function inviteSomebody(ctx: Context, viewer: Viewer): Promise<void> {
  const form = newMatterSchema.parse({
    matterId: ctx.chance.newId(),
    caption: 'Kessler v. Brightwater Media LLC',
    side: 'plaintiff' satisfies Side,
    words: 'plaintiff-defendant',
    represents: 'Anna Kessler',
    forum: 'Superior Court of California, County of Los Angeles',
    caseNumber: '26STCV10442',
    dispute: 'Unpaid commissions under a services agreement.',
    currency: 'USD',
    amountInDispute: '325,000',
    timeZone: 'America/Los_Angeles',
    inviteeName: 'Grace Whitcomb',
    inviteeEmail: 'grace@whitcomb-hale.example',
    inviteeNote: 'We spoke on the phone this morning.',
  })
  const created = await createMatter(ctx, viewer, { ...form, sendInvitation: true })
  if (!created.ok) throw new Error(`no matter for the demonstration: ${created.error}`)
}

function story(caption: string, plaintiff: string, defendant: string, dollars: number): DemoStory {
  return {
    caption,
    forum: 'Superior Court of California, County of Alameda',
    caseNumber: '',
    dispute: 'A made-up dispute of the demonstration.',
    amountInDisputeCents: BigInt(dollars) * 100n,
    represents: { plaintiff, defendant },
  }
}
