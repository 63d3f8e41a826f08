/**
 * Every address of the product is built here, so that a changed URL is one line and a dead link is a type error.
 * Identifiers are encoded; query parameters that are undefined are left out.
 */

type Query = Readonly<Record<string, string | number | undefined>>

function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

/** What led to the sign-in page, for it to say so. */
export type SignInAfter = 'password-set' | 'signed-out-everywhere' | 'code-expired'

const segment = encodeURIComponent

export const paths = {
  home: () => '/',
  howItWorks: () => '/how-it-works',
  rules: () => '/rules',
  faq: () => '/faq',
  whoSeesWhat: () => '/who-sees-what',
  termsOfUse: () => '/terms-of-use',
  privacy: () => '/privacy',
  theme: () => '/theme',

  signUp: (query: { next?: string; invitation?: string } = {}) => withQuery('/sign-up', query),
  signIn: (query: { next?: string; after?: SignInAfter } = {}) => withQuery('/sign-in', query),
  signInSecondFactor: (query: { next?: string; by?: 'backup-code' } = {}) =>
    withQuery('/sign-in/second-factor', query),
  signInByPasskey: () => '/sign-in/passkey',
  signOut: () => '/sign-out',
  confirmIdentity: () => '/confirm-identity',
  verifyEmail: (query: { token?: string } = {}) => withQuery('/verify-email', query),
  forgotPassword: () => '/forgot-password',
  resetPassword: (query: { token?: string } = {}) => withQuery('/reset-password', query),

  matters: (query: { q?: string; filter?: string; sort?: string; page?: number } = {}) =>
    withQuery('/matters', query),
  newMatter: () => '/matters/new',
  matter: (matterId: string) => `/matters/${segment(matterId)}`,
  matterTerms: (matterId: string) => `/matters/${segment(matterId)}/terms`,
  matterTermsVersion: (matterId: string, version: number) =>
    `/matters/${segment(matterId)}/terms/versions/${version}`,
  matterTermSheet: (matterId: string, query: { from?: number } = {}) =>
    withQuery(`/matters/${segment(matterId)}/terms/sheet`, query),
  matterRules: (matterId: string) => `/matters/${segment(matterId)}/terms/rules`,
  matterDocument: (matterId: string, documentId: string) =>
    `/matters/${segment(matterId)}/documents/${segment(documentId)}`,
  matterDocumentFile: (matterId: string, documentId: string) =>
    `/matters/${segment(matterId)}/documents/${segment(documentId)}/file`,
  matterNumber: (matterId: string) => `/matters/${segment(matterId)}/number`,
  matterMessages: (matterId: string, query: { page?: number } = {}) =>
    withQuery(`/matters/${segment(matterId)}/messages`, query),
  matterPeople: (matterId: string) => `/matters/${segment(matterId)}/people`,
  matterDeal: (matterId: string) => `/matters/${segment(matterId)}/deal`,
  matterDealRecord: (matterId: string) => `/matters/${segment(matterId)}/deal.pdf`,
  matterOtherSideView: (matterId: string) => `/matters/${segment(matterId)}/as-the-other-side`,
  matterDeadlines: (matterId: string) => `/matters/${segment(matterId)}/deadlines.ics`,
  matterEvents: (matterId: string) => `/api/v1/matters/${segment(matterId)}/events`,
  matterJournal: (matterId: string) => `/matters/${segment(matterId)}/journal.json`,
  matterActivity: (matterId: string, query: { page?: number } = {}) =>
    withQuery(`/matters/${segment(matterId)}/activity`, query),

  invitation: (token: string) => `/invitations/${segment(token)}`,
  waitingInvitation: (invitationId: string) => `/invitations/waiting/${segment(invitationId)}`,
  ownEvents: () => '/api/v1/events',
  notices: (query: { page?: number } = {}) => withQuery('/notices', query),
  settings: () => '/settings',
  profile: () => '/settings/profile',
  security: () => '/settings/security',
  changePassword: () => '/settings/security/password',
  authenticatorApp: () => '/settings/security/authenticator-app',
  passkeys: () => '/settings/security/passkeys',
  newPasskey: () => '/settings/security/passkeys/new',
  notificationSettings: () => '/settings/notifications',
  practice: () => '/practice',
  practiceClock: (matterId: string) => `/practice/${segment(matterId)}/clock`,
  devInbox: () => '/dev/inbox',
  devInboxMail: (mailId: string) => `/dev/inbox/${segment(mailId)}`,
  devInboxHtml: (mailId: string) => `/dev/inbox/${segment(mailId)}/html`,
} as const
