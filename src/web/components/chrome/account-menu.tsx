import { Menu } from '@base-ui/react/menu'
import { Check, ChevronDown } from 'lucide-react'
import { Link, useFetcher, useSubmit } from 'react-router'
import { paths } from '../../paths.ts'
import { isTheme, type Theme } from '../../theme.ts'
import { MenuPopup, menuItemClass } from '../../ui/menu.tsx'

const themeLabels: Readonly<Record<Theme, string>> = {
  light: 'Light',
  dark: 'Dark',
  system: 'As this device',
}

export interface AccountMenuProps {
  readonly viewer: { readonly name: string; readonly email: string }
  readonly theme: Theme
}

export function AccountMenu({ viewer, theme }: AccountMenuProps) {
  const themeFetcher = useFetcher()
  const submit = useSubmit()
  const chosen = themeFetcher.formData?.get('theme')
  const shownTheme = isTheme(chosen) ? chosen : theme

  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="inline-flex min-h-[44px] max-w-[12rem] items-center gap-2 rounded-sm px-2 text-left hover:bg-sunken data-popup-open:bg-sunken">
        <span className="sr-only">Account: </span>
        <span className="truncate">{viewer.name}</span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
      </Menu.Trigger>
      <MenuPopup>
        <p className="border-b border-line px-4 pt-1 pb-3 text-sm break-all text-muted">{viewer.email}</p>
        <Menu.LinkItem closeOnClick className={menuItemClass} render={<Link to={paths.profile()} />}>
          Profile
        </Menu.LinkItem>
        <Menu.LinkItem closeOnClick className={menuItemClass} render={<Link to={paths.security()} />}>
          Sign-in and security
        </Menu.LinkItem>
        <Menu.LinkItem
          closeOnClick
          className={menuItemClass}
          render={<Link to={paths.notificationSettings()} />}
        >
          Notifications
        </Menu.LinkItem>
        <Menu.Group className="border-y border-line py-1">
          <Menu.GroupLabel className="px-4 py-1 text-sm text-muted">Appearance</Menu.GroupLabel>
          <Menu.RadioGroup
            value={shownTheme}
            onValueChange={(value) => {
              themeFetcher.submit({ theme: value }, { method: 'post', action: paths.theme() })
            }}
          >
            {Object.entries(themeLabels).map(([value, label]) => (
              <Menu.RadioItem key={value} value={value} className={menuItemClass}>
                <span className="grow">{label}</span>
                <Menu.RadioItemIndicator>
                  <Check aria-hidden="true" className="size-4" />
                </Menu.RadioItemIndicator>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Group>
        <Menu.Item
          className={menuItemClass}
          onClick={() => submit(null, { method: 'post', action: paths.signOut() })}
        >
          Sign out
        </Menu.Item>
      </MenuPopup>
    </Menu.Root>
  )
}
