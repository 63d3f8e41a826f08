import type { Side } from '../../src/domain/side.ts'
import { inOneText, rawRequest } from './raw-request.ts'
import type { Look } from './world.ts'
import type { WorldServer } from './world-server.ts'

/** The pages of a matter. */
const PAGES = [
  '',
  '/number',
  '/activity',
  '/as-the-other-side',
  '/deal',
  '/terms',
  '/terms/rules',
  '/messages',
  '/people',
]
const LISTS = [
  '/matters?sort=deadline',
  '/matters?sort=activity',
  '/matters?sort=caption',
  '/matters?filter=needs-me',
  '/matters?filter=waiting',
  '/notices',
]
const PAPERS = ['/deadlines.ics', '/journal.json', '/deal.pdf']

/** What a side asks for in one look, one answer each, as it came. */
export async function lookAt(
  { server, negotiations, chance }: WorldServer,
  side: Side,
  { at, what, share }: Look,
): Promise<(readonly [label: string, text: string])[]> {
  const { people, matterId } = negotiations.main
  const some = addresses(what, matterId, negotiations.second.matterId)
  const asked = [
    `/api/v1/matters/${matterId}/session`,
    // It keeps everything, so that a difference of long ago is seen too.
    ...(what === 'data' ? [`/matters/${matterId}/journal.json`] : []),
    ...some.filter((_, n) => n % SHARES === share),
  ]
  const seen: (readonly [string, string])[] = []
  for (const path of asked) {
    chance.use(`look/${at}/${path}`)
    const answer = await rawRequest(`${server.url}${path}`, { headers: people[side].headers })
    // A fault looks the same in both worlds, and shows nothing.
    if (/^\S+ 5/.test(answer.status)) throw new Error(`${path} answers ${answer.status}`)
    seen.push([path.replaceAll(matterId, 'MATTER'), inOneText(answer)])
  }
  return seen
}

const SHARES = 5

function addresses(what: Look['what'], matterId: string, secondId: string): readonly string[] {
  const matter = `/matters/${matterId}`
  switch (what) {
    case 'api':
      return []
    case 'data':
      return [
        `/api/v1/matters/${secondId}/session`,
        ...LISTS.map((path) => path.replace(/(\?|$)/, '.data$1')),
        ...PAGES.map((page) => `${matter}${page}.data`),
        `${matter}/deadlines.ics`,
      ]
    case 'pages':
      return [...LISTS, ...[...PAGES, ...PAPERS].map((path) => `${matter}${path}`)]
  }
}
