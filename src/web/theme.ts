export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

const oneYearInSeconds = 365 * 24 * 60 * 60

export function isTheme(value: unknown): value is Theme {
  return themes.some((theme) => theme === value)
}

/** The reader's choice from the `theme` cookie; whoever never chose follows the system. */
export function themeOf(request: Request): Theme {
  const cookies = request.headers.get('cookie') ?? ''
  const value = /(?:^|;\s*)(?:__Host-)?theme=(\w+)/.exec(cookies)?.[1]
  return isTheme(value) ? value : 'system'
}

/**
 * The `Set-Cookie` line that keeps a choice for a year. It holds no personal data and is never read by script. Where the
 * site is secure, its name binds it to this very host.
 */
export function themeCookie(theme: Theme, secure: boolean): string {
  return `${secure ? '__Host-' : ''}theme=${theme}; Path=/; Max-Age=${oneYearInSeconds}; SameSite=Lax; HttpOnly${secure ? '; Secure' : ''}`
}
