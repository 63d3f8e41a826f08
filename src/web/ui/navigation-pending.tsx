import { useNavigation } from 'react-router'

/** A thin line at the top while the next page is on its way. Quick answers never show it: the delay is in CSS. */
export function NavigationPending() {
  const busy = useNavigation().state !== 'idle'
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 h-[3px] overflow-hidden print:hidden"
    >
      {busy && <div className="pending-sweep h-full w-1/3 rounded-full bg-accent" />}
    </div>
  )
}
