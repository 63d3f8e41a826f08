import { describe, expect, it } from 'vitest'
import { nextPath, paths } from './paths.ts'

const id = 'an-id'

it('lists every address of the product', () => {
  const builders: readonly (readonly [string, (...ids: string[]) => string])[] = Object.entries(paths).map(
    ([name, build]) => [name, build as (...ids: string[]) => string],
  )
  // A builder whose argument is a query has a default for it, so its length is 0.
  const built = Object.fromEntries(
    builders.map(([name, build]) => [name, build.length === 0 ? build() : build(id)]),
  )
  expect(built).toMatchInlineSnapshot(`
    {
      "authenticatorApp": "/settings/security/authenticator-app",
      "changePassword": "/settings/security/password",
      "confirmIdentity": "/confirm-identity",
      "devInbox": "/dev/inbox",
      "devInboxHtml": "/dev/inbox/an-id/html",
      "devInboxMail": "/dev/inbox/an-id",
      "faq": "/faq",
      "forgotPassword": "/forgot-password",
      "home": "/",
      "howItWorks": "/how-it-works",
      "invitation": "/invitations/an-id",
      "matter": "/matters/an-id",
      "matterActivity": "/matters/an-id/activity",
      "matterDeadlines": "/matters/an-id/deadlines.ics",
      "matterDeal": "/matters/an-id/deal",
      "matterDealRecord": "/matters/an-id/deal.pdf",
      "matterDocument": "/matters/an-id/documents/undefined",
      "matterDocumentFile": "/matters/an-id/documents/undefined/file",
      "matterEvents": "/api/v1/matters/an-id/events",
      "matterJournal": "/matters/an-id/journal.json",
      "matterMessages": "/matters/an-id/messages",
      "matterNumber": "/matters/an-id/number",
      "matterOtherSideView": "/matters/an-id/as-the-other-side",
      "matterPeople": "/matters/an-id/people",
      "matterRules": "/matters/an-id/terms/rules",
      "matterTermSheet": "/matters/an-id/terms/sheet",
      "matterTerms": "/matters/an-id/terms",
      "matterTermsVersion": "/matters/an-id/terms/versions/undefined",
      "matters": "/matters",
      "newMatter": "/matters/new",
      "newPasskey": "/settings/security/passkeys/new",
      "notices": "/notices",
      "notificationSettings": "/settings/notifications",
      "ownEvents": "/api/v1/events",
      "passkeys": "/settings/security/passkeys",
      "practice": "/practice",
      "practiceClock": "/practice/an-id/clock",
      "privacy": "/privacy",
      "profile": "/settings/profile",
      "resetPassword": "/reset-password",
      "rules": "/rules",
      "security": "/settings/security",
      "settings": "/settings",
      "signIn": "/sign-in",
      "signInByPasskey": "/sign-in/passkey",
      "signInSecondFactor": "/sign-in/second-factor",
      "signOut": "/sign-out",
      "signUp": "/sign-up",
      "termsOfUse": "/terms-of-use",
      "theme": "/theme",
      "verifyEmail": "/verify-email",
      "waitingInvitation": "/invitations/waiting/an-id",
      "whoSeesWhat": "/who-sees-what",
    }
  `)
})

describe('query parameters', () => {
  it('are encoded, and left out where undefined', () => {
    expect(paths.signIn({ next: '/matters?q=Doe & Co' })).toBe('/sign-in?next=%2Fmatters%3Fq%3DDoe+%26+Co')
    expect(paths.matters({ q: 'Roe', page: 2 })).toBe('/matters?q=Roe&page=2')
    expect(paths.matters({})).toBe('/matters')
  })
})

it('encodes what could leave its segment', () => {
  expect(paths.invitation('../matters?x')).toBe('/invitations/..%2Fmatters%3Fx')
})

describe('nextPath', () => {
  it('keeps a path of this site', () => {
    expect(nextPath('/matters/1?tab=x#y')).toBe('/matters/1?tab=x#y')
  })

  it.each([
    null,
    '',
    'matters',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\t/evil.example',
  ])('falls back to the list of matters for %j', (next) => {
    expect(nextPath(next)).toBe('/matters')
  })
})
