import { parseWithZod } from '@conform-to/zod/v4'
import { redirect } from 'react-router'
import { type NewMatter, newMatterSchema, SIDE_WORDS } from '../../../contract/matters.ts'
import { timeZoneNames } from '../../../contract/time-zone.ts'
import { formatAmount } from '../../../domain/money.ts'
import { currencyName } from '../../../domain/money-currencies.ts'
import { otherSide } from '../../../domain/side.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { NewMatterFields } from '../../components/matters/new-matter-fields.tsx'
import { typedValues } from '../../components/matters/new-matter-form.ts'
import { NewMatterReview, type ReviewedMatter } from '../../components/matters/new-matter-review.tsx'
import { seatRule } from '../../components/matters/seat-rule.ts'
import { useKeptValues } from '../../components/matters/use-kept-values.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { PageHeader } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/new-matter.ts'

export const meta = () => pageMeta('New matter')

export function loader({ context, request }: Route.LoaderArgs) {
  const { viewer } = requireViewer(context, request)
  return {
    timeZones: timeZoneNames(viewer.timeZone),
    // The id comes with the form: sent twice, it makes one matter.
    values: {
      matterId: crypto.randomUUID(),
      words: 'plaintiff-defendant',
      currency: 'USD',
      timeZone: viewer.timeZone,
    },
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const formData = await readForm(request)
  const intent = formData.get('intent')
  const values = typedValues(formData)
  const submission = parseWithZod(formData, { schema: newMatterSchema })
  const form = (problems: Parameters<typeof submission.reply>[0] = {}) => {
    return { step: 'form', values, result: submission.reply(problems) } as const
  }
  if (intent === 'edit') return { step: 'form', values, result: null } as const
  if (submission.status !== 'success') return form()

  const matter = submission.value
  const { invitee } = matter
  const previewed = invitee && (await services.invitations.previewNewMatter(viewer, matter, invitee))
  if (previewed && !previewed.ok) {
    return form({ fieldErrors: { inviteeEmail: [inviteeProblems[previewed.error]] } })
  }
  const letter = previewed ? previewed.value : null
  const review = (error: string | null) => {
    return {
      step: 'review',
      values,
      matter: reviewed(matter),
      letter,
      error,
    } as const
  }
  if (intent !== 'send' && intent !== 'keep') return review(null)

  const created = await services.matters.createMatter(viewer, {
    ...matter,
    sendInvitation: intent === 'send',
  })
  if (created.ok) throw redirect(paths.matter(created.value.matterId))
  switch (created.error) {
    case 'own-address':
    case 'same-organization':
      return form({ fieldErrors: { inviteeEmail: [inviteeProblems[created.error]] } })
    case 'id-taken':
      throw redirect(paths.newMatter())
    case 'address-limit':
    case 'account-limit':
      return review(
        'You have sent 200 invitations within 24 hours, which is the limit. Create it without sending.',
      )
    case 'temporarily-unavailable':
      return review('This cannot be done at the moment. Everything is kept here: try again in a minute.')
  }
}

const inviteeProblems = {
  'own-address': 'This is your own address. Enter that of the other side’s lawyer.',
  'same-organization': seatRule,
} as const

function reviewed(matter: NewMatter): ReviewedMatter {
  const { caption, forum, caseNumber, dispute, side, represents, currency, amountInDisputeCents, timeZone } =
    matter
  const words = SIDE_WORDS[matter.words]
  return {
    caption,
    forum,
    caseNumber,
    dispute,
    side,
    sideWord: capitalized(words[side]),
    otherWord: capitalized(words[otherSide(side)]),
    represents,
    currency: `${currency}, ${currencyName(currency)}`,
    amount: amountInDisputeCents === null ? null : formatAmount(amountInDisputeCents, currency),
    timeZone,
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

export default function NewMatterPage({ loaderData, actionData }: Route.ComponentProps) {
  const kept = useKeptValues(actionData?.values ?? null)
  if (actionData?.step === 'review') {
    return (
      <div className="max-w-(--container-prose)">
        <PageHeader
          title="Review the matter"
          lead={actionData.letter === null ? undefined : 'And the invitation, before it goes.'}
        />
        <NewMatterReview {...actionData} />
      </div>
    )
  }
  return (
    <div className="max-w-(--container-prose)">
      <PageHeader
        title="New matter"
        lead="One page about the case. You review it, and the invitation to the other side, before anything is made or sent."
      />
      <NewMatterFields
        key={kept === null ? 'new' : 'kept'}
        values={actionData?.values ?? kept ?? loaderData.values}
        result={actionData?.result ?? null}
        timeZones={loaderData.timeZones}
      />
    </div>
  )
}
