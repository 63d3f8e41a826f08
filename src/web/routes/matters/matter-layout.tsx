import { Outlet } from 'react-router'
import { MatterHeader } from '../../components/matters/matter-header.tsx'
import { stageOf } from '../../components/matters/stage-words.ts'
import { PracticeBar } from '../../components/practice/practice-bar.tsx'
import { RestoredNote } from '../../components/session/restored-note.tsx'
import { paths } from '../../paths.ts'
import { type Tab, TabsNav } from '../../ui/tabs-nav.tsx'
import { loadMatterSession } from '../session/load-matter-session.ts'
import type { Route } from './+types/matter-layout.ts'

export async function loader(args: Route.LoaderArgs) {
  const { matter, seat, view, now } = await loadMatterSession(args)
  return { matter, seat, view, now }
}

/** Around every page of a matter: what it is, where its session stands, and the way to its pages. */
export default function MatterLayout({ loaderData }: Route.ComponentProps) {
  const { matter, seat, view, now } = loaderData
  const stage = stageOf(view)
  const tabs: Tab[] = [
    { to: paths.matter(matter.id), label: 'Overview', end: true },
    ...(stage === 'deal' ? [{ to: paths.matterDeal(matter.id), label: 'Deal' }] : []),
    { to: paths.matterTerms(matter.id), label: 'Terms' },
    { to: paths.matterNumber(matter.id), label: 'Number' },
    { to: paths.matterMessages(matter.id), label: 'Messages' },
    { to: paths.matterPeople(matter.id), label: 'People' },
    { to: paths.matterActivity(matter.id), label: 'Activity' },
  ]
  return (
    <>
      {matter.isPractice && <PracticeBar matterId={matter.id} view={view} now={now} />}
      <MatterHeader matter={matter} ownSide={seat.side} stage={stage} isHeld={view.heldAt !== null} />
      <TabsNav tabs={tabs} label="Pages of this matter" />
      <div className="pt-8">
        <RestoredNote view={view} timeZone={matter.timeZone} />
        <Outlet />
      </div>
    </>
  )
}
