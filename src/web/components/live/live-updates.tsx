import { useParams } from 'react-router'
import { paths } from '../../paths.ts'
import { useLive } from './use-live.ts'

/** One stream a page: a matter's on its pages, else the reader's own. It is read out, and not seen. */
export function LiveUpdates() {
  const { matterId } = useParams()
  const sentence = useLive(matterId === undefined ? paths.ownEvents() : paths.matterEvents(matterId))
  return (
    <p role="status" className="sr-only">
      {sentence}
    </p>
  )
}
