import { MessagesSquare } from 'lucide-react'
import { data } from 'react-router'
import {
  describeDocumentProblem,
  MAX_MESSAGE_FILES,
  MESSAGE_MEDIA_TYPES,
} from '../../../contract/documents.ts'
import { messageSchema } from '../../../contract/messages.ts'
import { pageNumberSchema } from '../../../contract/page-number.ts'
import type { MatterId } from '../../../domain/ids.ts'
import { roleMay } from '../../../domain/roles.ts'
import { otherSide } from '../../../domain/side.ts'
import { type MessageErrors, MessageForm } from '../../components/messages/message-form.tsx'
import { MessageList } from '../../components/messages/message-list.tsx'
import { otherInSentence } from '../../components/terms/side-words.ts'
import { paths } from '../../paths.ts'
import { type AppContext, requireViewer } from '../../services-context.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { Section } from '../../ui/section.tsx'
import { readUploads } from '../documents/read-upload.ts'
import { readForm } from '../read-form.ts'
import { loadMatterSession } from '../session/load-matter-session.ts'
import type { Route } from './+types/messages.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Messages · ${loaderData?.current.matter.caption ?? 'Matter'} · Backchannel` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const page = pageNumberSchema.parse(new URL(request.url).searchParams.get('page') ?? undefined)
  const listed = await services.messages.listMessages(viewer, params.matterId as MatterId, page)
  if (listed === null) throw data(null, { status: 404 })
  return listed
}

type SendOutcome = {
  /** Of the message sent; null where it was refused. */
  readonly sent: string | null
  readonly typed: string
  readonly errors: MessageErrors
}

export async function action(args: Route.ActionArgs) {
  const { matter } = await loadMatterSession(args)
  const { viewer, services } = requireViewer(args.context, args.request)
  const form = await readForm(args.request)
  const typed = String(form.get('body') ?? '')
  const refused = (errors: Partial<MessageErrors>) =>
    data<SendOutcome>({ sent: null, typed, errors: { body: [], files: [], ...errors } }, { status: 422 })

  const parsed = messageSchema.safeParse({ submissionId: form.get('submissionId'), body: typed })
  if (!parsed.success) return refused({ body: parsed.error.issues.map(({ message }) => message) })
  const files = await readUploads(form.getAll('files'))
  const sent = await services.messages.sendMessage(viewer, { ...parsed.data, matterId: matter.id, files })
  if (!sent.ok) return refused(describeRefusal(sent.error))
  return data<SendOutcome>({ sent: sent.value.messageId, typed: '', errors: { body: [], files: [] } })
}

type Sent = Awaited<ReturnType<AppContext['services']['messages']['sendMessage']>>
type SendRefusal = Extract<Sent, { ok: false }>['error']

function describeRefusal(refusal: SendRefusal): Partial<MessageErrors> {
  if (typeof refusal === 'object') {
    return { files: [`${refusal.name}: ${describeDocumentProblem(refusal.problem, MESSAGE_MEDIA_TYPES)}`] }
  }
  switch (refusal) {
    case 'message-empty':
      return { body: ['Write a message or choose a file first.'] }
    case 'too-many-files':
      return { files: [`Choose at most ${MAX_MESSAGE_FILES} files. Nothing was sent.`] }
    case 'files-too-large':
      return { files: ['Together these files are larger than 25 MB. Send them in several messages.'] }
    case 'not-allowed':
      return { body: ['Your role on this matter does not allow you to write messages.'] }
    case 'not-found':
      return { body: ['You have no access to this matter any more. Nothing was sent.'] }
  }
}

/** Messages and files between the sides. */
export default function MessagesPage({ loaderData, actionData }: Route.ComponentProps) {
  const { current, messages, page, pageCount, submissionId } = loaderData
  const { matter, seat, view } = current
  const other = otherInSentence(seat.side, matter.words)
  return (
    <div className="flex flex-col gap-6">
      <h2 className="text-2xl">Messages with {other}</h2>
      <Pagination
        label="Pages of messages, the newest first"
        page={page}
        pageCount={pageCount}
        pathOf={(target) => paths.matterMessages(matter.id, { page: target })}
      />
      {messages.length === 0 ? (
        <EmptyState icon={<MessagesSquare />} title="No messages yet">
          <p>Share what helps the other side see the case as you do: documents, questions, answers.</p>
        </EmptyState>
      ) : (
        <MessageList
          matterId={matter.id}
          messages={messages}
          own={seat.side}
          words={matter.words}
          isNewest={page === 1}
        />
      )}
      {actionData != null && actionData.sent !== null && (
        <Notice tone="ok" live="status">
          <p>Your message is sent.</p>
        </Notice>
      )}
      {roleMay(seat.role, 'prepare') ? (
        <Section>
          <MessageForm
            key={actionData?.sent ?? 'first'}
            submissionId={submissionId}
            other={other}
            otherHasJoined={view.sides[otherSide(seat.side)].held}
            typed={actionData?.typed ?? ''}
            errors={actionData?.errors ?? { body: [], files: [] }}
          />
        </Section>
      ) : (
        <Notice title="You can read the messages; the lead and the members of your side write them" />
      )}
    </div>
  )
}
