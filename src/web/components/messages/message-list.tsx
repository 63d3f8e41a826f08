import { Link } from 'react-router'
import { describeSize, type MediaType } from '../../../contract/documents.ts'
import type { Side } from '../../../domain/side.ts'
import { paths } from '../../paths.ts'
import { cx } from '../../ui/class-names.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { sideInSentence } from '../terms/side-words.ts'

export interface ListedMessage {
  readonly id: string
  readonly side: Side
  readonly authorName: string
  readonly isOwn: boolean
  readonly body: string
  readonly sentAt: number
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly mediaType: MediaType
    readonly sizeBytes: number
  }[]
}

export interface MessageListProps {
  readonly matterId: string
  readonly messages: readonly ListedMessage[]
  readonly own: Side
  readonly words: Readonly<Record<Side, string>>
  /** The newest page: messages that come are read out. */
  readonly isNewest: boolean
}

/** What the sides wrote to each other, the oldest first. */
export function MessageList({ matterId, messages, own, words, isNewest }: MessageListProps) {
  return (
    <ol
      aria-live={isNewest ? 'polite' : undefined}
      aria-label="Messages, the oldest first"
      className="flex flex-col gap-4"
    >
      {messages.map(({ id, side, authorName, isOwn, body, sentAt, files }) => (
        <li
          key={id}
          className={cx(
            'flex max-w-(--container-prose) flex-col gap-2 rounded-lg border border-line p-4',
            side === own ? 'bg-accent-wash sm:ml-12' : 'bg-surface sm:mr-12',
          )}
        >
          <p className="text-sm text-muted">
            <strong className="font-medium text-ink">{isOwn ? 'You' : authorName}</strong> (
            {sideInSentence(side, own, words)}), <DateTime at={sentAt} />
          </p>
          {body !== '' && <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{body}</p>}
          {files.length > 0 && (
            <ul className="flex flex-col">
              {files.map((file) => (
                <li key={file.id}>
                  <Link
                    to={paths.matterDocument(matterId, file.id)}
                    className="link inline-flex min-h-[44px] items-center [overflow-wrap:anywhere]"
                  >
                    {file.name} ({describeSize(file.sizeBytes)})
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
