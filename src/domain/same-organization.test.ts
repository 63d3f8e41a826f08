import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailDomainOf, isSameOrganization, normalizeFirm } from './same-organization.ts'

const nobody = { firm: '', emailDomain: 'gmail.com' }
const firm = (name: string) => ({ ...nobody, firm: name })
const domain = (emailDomain: string) => ({ firm: '', emailDomain })

describe('isSameOrganization by name', () => {
  it.each([
    ['Smith & Jones LLP', 'SMITH AND JONES, L.L.P.'],
    ['Smith, Jones & Lee', 'Smith Jones Lee, P.C.'],
    ['Law Offices of Maria Peña', 'Maria Pena, A Professional Corporation'],
    ['The Law Office of Ann Ng', 'Ann Ng, Attorney at Law'],
    ["O'Brien PLLC", 'OBrien'],
    ['Acme Insurance Co.', 'Acme Insurance Company, Inc.'],
    ['Müller GmbH & Co. KG', 'Muller'],
    ['Hart  P. C.', 'Hart PC'],
  ])('takes "%s" and "%s" for one', (a, b) => {
    expect(isSameOrganization(firm(a), firm(b))).toBe(true)
  })

  it.each([
    ['Smith LLP', 'Smith & Jones LLP'],
    ['Acme Insurance', 'Acme Bank'],
    ['Corporation Counsel', 'Counsel'],
    ['', ''],
    ['n/a', 'N/A'],
    ['Self-represented', 'self represented'],
    ['Law Office', 'Law Office'],
    ['pro se', 'Pro Se'],
  ])('does not take "%s" and "%s" for one', (a, b) => {
    expect(isSameOrganization(firm(a), firm(b))).toBe(false)
  })

  it('keeps names in other scripts apart and knows them again', () => {
    expect(isSameOrganization(firm('森・濱田松本法律事務所'), firm('森 濱田松本法律事務所'))).toBe(true)
    expect(isSameOrganization(firm('森・濱田'), firm('西村'))).toBe(false)
  })

  it('sees through capitals, punctuation and added legal forms', () => {
    const word = fc.constantFrom('Hart', 'Okafor', 'Núñez', 'Brandt', 'Lakeside', 'Mutual', 'Third')
    const words = fc.array(word, { minLength: 1, maxLength: 4 })
    const form = fc.constantFrom(
      '',
      ' LLP',
      ', L.L.P.',
      ' P.C.',
      ', Inc.',
      ' GmbH',
      ' Attorneys at Law',
      ', Ltd',
    )
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(', ', ' & ', ' and ', '  '),
        form,
        form,
        (names, joint, one, other) => {
          const plain = names.join(' ')
          expect(normalizeFirm(`${names.join(joint).toUpperCase()}${one}${other}`)).toBe(normalizeFirm(plain))
          expect(normalizeFirm(plain)).not.toBe('')
        },
      ),
    )
  })
})

describe('isSameOrganization by mail domain', () => {
  it.each([
    ['hartlaw.com', 'HartLaw.com'],
    ['hartlaw.com', 'ny.hartlaw.com'],
    ['claims.acme.com', 'acme.com'],
  ])('takes %s and %s for one', (a, b) => {
    expect(isSameOrganization(domain(a), domain(b))).toBe(true)
  })

  it.each([
    ['gmail.com', 'gmail.com'],
    ['Yahoo.com', 'yahoo.com'],
    ['hartlaw.com', 'notHartlaw.com'],
    ['ny.hartlaw.com', 'la.hartlaw.com'],
    ['', ''],
  ])('does not take %s and %s for one', (a, b) => {
    expect(isSameOrganization(domain(a), domain(b))).toBe(false)
  })
})

it('does not depend on the order of the two', () => {
  const affiliation = fc.record({
    firm: fc.constantFrom('', 'Hart LLP', 'Hart', 'Acme Inc.', 'acme', 'self'),
    emailDomain: fc.constantFrom('gmail.com', 'hart.com', 'ny.hart.com', 'acme.com', ''),
  })
  fc.assert(
    fc.property(affiliation, affiliation, (a, b) => {
      expect(isSameOrganization(a, b)).toBe(isSameOrganization(b, a))
    }),
  )
})

it('reads the domain after the last @', () => {
  expect(emailDomainOf('"odd@local"@Example.COM')).toBe('example.com')
})
