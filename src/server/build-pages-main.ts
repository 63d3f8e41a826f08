import { buildPages } from './build-pages.ts'

/** `npm run build`: the pages, for where nothing may be written later. A start finds them built from these very sources. */
await buildPages({ PATH: '/usr/local/bin:/usr/bin:/bin' }, (line) => console.log(line))
