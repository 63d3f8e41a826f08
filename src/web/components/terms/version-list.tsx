import { MessageSquare } from 'lucide-react'
import { Link } from 'react-router'
import { describeSize, MEDIA_TYPE_NAMES, type MediaType } from '../../../contract/documents.ts'
import type { Side } from '../../../domain/side.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/badge.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { sideInSentence } from './side-words.ts'

export interface ListedVersion {
  readonly version: number
  readonly source: 'upload' | 'term-sheet' | 'earlier-session'
  readonly side: Side
  readonly addedByName: string
  readonly addedAt: number
  readonly commentCount: number
  readonly document: {
    readonly name: string
    readonly mediaType: MediaType
    readonly sizeBytes: number
    readonly sha256: string
  }
}

export interface VersionListProps {
  readonly matterId: string
  readonly versions: readonly ListedVersion[]
  /** The number of the current one. */
  readonly current: number | null
  readonly own: Side
  readonly words: Readonly<Record<Side, string>>
}

/** All versions, the newest first: who added them, when, and by which bytes they are known. */
export function VersionList({ matterId, versions, current, own, words }: VersionListProps) {
  return (
    <ol className="flex flex-col divide-y divide-line" reversed start={versions[0]?.version}>
      {versions.map(({ version, source, side, addedByName, addedAt, commentCount, document }) => (
        <li key={version} className="flex flex-col gap-2 py-4 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link to={paths.matterTermsVersion(matterId, version)} className="link font-medium">
              Version {version}: {document.name}
            </Link>
            {version === current ? <Badge tone="accent">Current</Badge> : <Badge>Replaced</Badge>}
          </div>
          <p className="text-sm text-muted">
            {SOURCE_WORDS[source]} by {addedByName} ({sideInSentence(side, own, words)}),{' '}
            <DateTime at={addedAt} />. {MEDIA_TYPE_NAMES[document.mediaType]},{' '}
            {describeSize(document.sizeBytes)}.
          </p>
          <p className="text-sm text-muted">
            SHA-256 <code className="font-mono [overflow-wrap:anywhere]">{document.sha256}</code>
          </p>
          {commentCount > 0 && (
            <p className="flex items-center gap-2 text-sm">
              <MessageSquare aria-hidden="true" className="size-4 text-muted" />
              {commentCount === 1 ? '1 comment' : `${commentCount} comments`}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}

const SOURCE_WORDS: Readonly<Record<ListedVersion['source'], string>> = {
  upload: 'Uploaded',
  'term-sheet': 'Made from the term sheet',
  'earlier-session': 'Taken over from an earlier session',
}
