import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

/*
 * One line a page, by area. Keep each area's lines together, and its addresses in `paths.ts`.
 *
 *   public layout   read by anybody
 *   focused layout  one task, no navigation: accounts, invitations
 *   app layout      behind the sign-in
 */
export default [
  layout('routes/layouts/public-layout.tsx', [
    // public
    index('routes/public/home.tsx'),
    route('how-it-works', 'routes/public/how-it-works.tsx'),
    route('rules', 'routes/public/rules.tsx'),
    route('faq', 'routes/public/faq.tsx'),
    route('who-sees-what', 'routes/public/who-sees-what.tsx'),
    route('terms-of-use', 'routes/public/terms-of-use.tsx'),
    route('privacy', 'routes/public/privacy.tsx'),
    route('*', 'routes/not-found.tsx'),
  ]),

  layout('routes/layouts/focused-layout.tsx', [
    // accounts
    route('sign-up', 'routes/accounts/sign-up.tsx'),
    route('verify-email', 'routes/accounts/verify-email.tsx'),
    route('sign-in', 'routes/accounts/sign-in.tsx'),
    route('sign-in/second-factor', 'routes/accounts/second-factor.tsx'),
    route('forgot-password', 'routes/accounts/forgot-password.tsx'),
    route('reset-password', 'routes/accounts/reset-password.tsx'),
    // invitations
    route('invitations/:token', 'routes/invitations/invitation.tsx'),
    route('invitations/waiting/:invitationId', 'routes/invitations/waiting-invitation.tsx'),
  ]),

  layout('routes/layouts/app-layout.tsx', [
    // matters
    route('matters', 'routes/matters/matters.tsx'),
    route('matters/new', 'routes/matters/new-matter.tsx'),
    // one matter
    route('matters/:matterId', 'routes/matters/matter-layout.tsx', [
      index('routes/matters/overview.tsx'),
      route('terms', 'routes/terms/terms.tsx'),
      route('terms/versions/:version', 'routes/terms/version.tsx'),
      route('terms/sheet', 'routes/terms/term-sheet.tsx'),
      route('terms/rules', 'routes/terms/accept-rules.tsx'),
      route('documents/:documentId', 'routes/documents/document.tsx'),
      route('messages', 'routes/messages/messages.tsx'),
      route('people', 'routes/matters/people.tsx'),
      route('activity', 'routes/activity/activity.tsx'),
      route('number', 'routes/number/number.tsx'),
      route('deal', 'routes/deal/deal.tsx'),
      route('as-the-other-side', 'routes/session/as-the-other-side.tsx'),
    ]),
    // notices
    route('notices', 'routes/notices/notices.tsx'),
    // settings
    route('settings', 'routes/settings/settings-home.ts'),
    layout('routes/settings/settings-layout.tsx', [
      route('settings/profile', 'routes/settings/profile.tsx'),
      route('settings/security', 'routes/settings/security.tsx'),
      route('settings/security/password', 'routes/settings/change-password.tsx'),
      route('settings/security/authenticator-app', 'routes/settings/authenticator-app.tsx'),
      route('settings/security/passkeys', 'routes/settings/passkeys.tsx'),
      route('settings/notifications', 'routes/settings/notifications.tsx'),
    ]),
    // practice
    route('practice', 'routes/practice/practice.tsx'),
  ]),

  // without a page of their own
  route('theme', 'routes/theme.ts'),
  route('sign-in/passkey', 'routes/accounts/sign-in-by-passkey.ts'),
  route('confirm-identity', 'routes/accounts/confirm-identity.ts'),
  route('sign-out', 'routes/accounts/sign-out.ts'),
  route('settings/security/passkeys/new', 'routes/settings/new-passkey.ts'),
  route('practice/:matterId/clock', 'routes/practice/move-clock.ts'),
  route('matters/:matterId/documents/:documentId/file', 'routes/documents/document-file.ts'),
  route('matters/:matterId/journal.json', 'routes/activity/journal-json.ts'),
  route('matters/:matterId/deal.pdf', 'routes/deal/deal-pdf.ts'),
  route('matters/:matterId/deadlines.ics', 'routes/notices/deadlines-ics.ts'),
  // development
  route('dev/inbox', 'routes/development/inbox.tsx'),
  route('dev/inbox/:mailId', 'routes/development/inbox-mail.tsx'),
  route('dev/inbox/:mailId/html', 'routes/development/inbox-html.ts'),
] satisfies RouteConfig
