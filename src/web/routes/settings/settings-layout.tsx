import { Outlet } from 'react-router'
import { paths } from '../../paths.ts'
import { TabsNav } from '../../ui/tabs-nav.tsx'

const tabs = [
  { to: paths.profile(), label: 'Profile' },
  { to: paths.security(), label: 'Sign-in and security' },
  { to: paths.notificationSettings(), label: 'Notifications' },
]

/** What a person sets for themselves, whatever the matter. */
export default function SettingsLayout() {
  return (
    <>
      <TabsNav tabs={tabs} label="Settings" />
      <div className="max-w-(--container-prose) pt-8">
        <Outlet />
      </div>
    </>
  )
}
