import { isPublicMailDomain } from './public-mail-domains.ts'

export type Affiliation = {
  /** As the person wrote it; empty where there is none. */
  readonly firm: string
  /** What stands after the @ of a verified address. */
  readonly emailDomain: string
}

/**
 * Whether two people are to be taken for one organization, which may not hold both seats of a matter: the same firm by
 * name, however it is punctuated and whatever legal form is added, or the same mail domain (or one within the other)
 * that is not a public provider's. Firms under different names and domains cannot be told, and the terms of use say so.
 */
export function isSameOrganization(a: Affiliation, b: Affiliation): boolean {
  const firm = normalizeFirm(a.firm)
  return (firm !== '' && firm === normalizeFirm(b.firm)) || isSameMailDomain(a.emailDomain, b.emailDomain)
}

/** What stands after the last @ of an address, in lower case. */
export function emailDomainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function isSameMailDomain(a: string, b: string): boolean {
  const [one, other] = [normalizeDomain(a), normalizeDomain(b)]
  if (one === '' || other === '' || isPublicMailDomain(one) || isPublicMailDomain(other)) return false
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}

function normalizeDomain(domain: string): string {
  return domain.trim().toLowerCase().replace(/\.$/, '')
}

const LEADING = /^(?:the|law offices? of|offices? of|law firm of) /
/** Legal forms and trades that are added to a name or left out at will. Dots are gone by then: "P.C." is "pc". */
const TRAILING = new RegExp(
  ` (?:${[
    'llp|lllp|llc|lp|pllc|plc|pc|apc|aplc|pa|ps|pl|sc|ltd|limited|inc|incorporated|co|company|corp|corporation',
    'chartered|chtd|gmbh|ag|kg|ug|se|sa|sas|sarl|sl|srl|spa|bv|nv|ab|as|oy|pty',
    'a? ?professional (?:corporation|association|law corporation|limited liability company)',
    'a? ?limited liability (?:partnership|company)|a? ?law corporation|a? ?partnership',
    'attorneys?(?: at law)?|lawyers|law offices?|law firm|solicitors',
  ].join('|')})$`,
)
/** What people write where they have no firm, and what names none. */
const NO_FIRM: ReadonlySet<string> = new Set(
  [
    ',na,none,no,no firm,no company,self,self represented,self employed,individual,private,private person',
    // "Pro se" loses its end as if that were a legal form.
    'pro,pro per,unemployed,retired,solo,solo practitioner',
    'law office,law offices,law firm,attorney,attorney at law,lawyer,company,firm',
  ].flatMap((line) => line.split(',')),
)

/** One spelling for the many of a firm's name; '' where nothing is left that names one. */
export function normalizeFirm(name: string): string {
  let firm = ` ${name}`
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[.'’`´]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    // "n/a" has become "n a", "l l p" was written with blanks: single letters at the end belong together.
    .replace(/( [a-z])+$/, (letters) => ` ${letters.replaceAll(' ', '')}`)
    .replace(/\b(?:and|et|und|y)\b/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
  for (let before = ''; before !== firm; ) {
    before = firm
    firm = firm.replace(LEADING, '').replace(TRAILING, '').trim()
  }
  return NO_FIRM.has(firm) ? '' : firm
}
