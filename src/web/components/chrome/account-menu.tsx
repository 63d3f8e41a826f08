import { Check, ChevronDown } from 'lucide-react'
import { Form, Link, useFetcher } from 'react-router'
import { paths } from '../../paths.ts'
import { isTheme, type Theme, themes } from '../../theme.ts'
import { DisclosureMenu } from '../../ui/disclosure-menu.tsx'

const themeLabels: Readonly<Record<Theme, string>> = {
  light: 'Light',
  dark: 'Dark',
  system: 'As this device',
}

const settings = [
  { to: paths.profile(), label: 'Profile' },
  { to: paths.security(), label: 'Sign-in and security' },
  { to: paths.notificationSettings(), label: 'Notifications' },
]

const itemClass =
  'flex min-h-[44px] w-full cursor-pointer items-center gap-3 px-4 py-2 text-left hover:bg-accent-wash -outline-offset-4'

export interface AccountMenuProps {
  readonly viewer: { readonly name: string; readonly email: string }
  readonly theme: Theme
}

export function AccountMenu({ viewer, theme }: AccountMenuProps) {
  return (
    <DisclosureMenu
      summary={
        <>
          <span className="sr-only">Account: </span>
          <span className="max-w-[calc(100vw-15.5rem)] truncate sm:max-w-[10rem]">{viewer.name}</span>
          <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
        </>
      }
    >
      <p className="border-b border-line px-4 pt-1 pb-3 text-sm wrap-anywhere text-muted">{viewer.email}</p>
      <ul className="py-1">
        {settings.map(({ to, label }) => (
          <li key={to}>
            <Link to={to} className={itemClass}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <ThemeChoice theme={theme} />
      <Form method="post" action={paths.signOut()} className="pt-1">
        <button type="submit" className={itemClass}>
          Sign out
        </button>
      </Form>
    </DisclosureMenu>
  )
}

function ThemeChoice({ theme }: { readonly theme: Theme }) {
  const fetcher = useFetcher()
  const asked = fetcher.formData?.get('theme')
  const shown = isTheme(asked) ? asked : theme
  return (
    <fetcher.Form method="post" action={paths.theme()} className="border-y border-line py-1">
      <fieldset>
        <legend className="px-4 pt-1 text-sm text-muted">Appearance</legend>
        {themes.map((value) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-pressed={value === shown}
            className={itemClass}
          >
            <span className="grow">{themeLabels[value]}</span>
            {value === shown && <Check aria-hidden="true" className="size-4" />}
          </button>
        ))}
      </fieldset>
    </fetcher.Form>
  )
}
