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
    // accounts: sign-up, sign-in, sign-in/second-factor, verify-email, forgot-password, reset-password
    // invitations: invitations/:token
  ]),

  layout('routes/layouts/app-layout.tsx', [
    // matters: matters, matters/new
    // matter: matters/:matterId (layout with tabs: overview, terms, number, messages, people, activity)
    // notices: notices
    // settings: settings/profile, settings/security, settings/notifications
    // practice
    route('practice', 'routes/practice/practice.tsx'),
  ]),

  // without a page of their own
  route('theme', 'routes/theme.ts'),
  route('practice/:matterId/clock', 'routes/practice/move-clock.ts'),
  route('matters/:matterId/deal.pdf', 'routes/deal/deal-pdf.ts'),
  // development: dev/inbox
] satisfies RouteConfig
