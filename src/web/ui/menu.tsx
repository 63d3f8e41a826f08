import { Menu } from '@base-ui/react/menu'
import type { ReactNode } from 'react'

export const menuItemClass =
  'flex min-h-[44px] cursor-pointer items-center gap-3 px-4 py-2 text-ink no-underline select-none outline-none data-highlighted:bg-accent-wash data-disabled:cursor-not-allowed data-disabled:text-muted'

export interface MenuPopupProps {
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

/** The sheet of a Base UI menu: place it inside `Menu.Root`, after the trigger. */
export function MenuPopup({ align = 'end', children }: MenuPopupProps) {
  return (
    <Menu.Portal>
      <Menu.Positioner align={align} sideOffset={6} className="z-40">
        <Menu.Popup className="min-w-[14rem] max-w-[calc(100vw-16px)] overflow-y-auto rounded-lg border border-line bg-surface py-2 shadow-overlay outline-none">
          {children}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  )
}
