import { start } from './start.ts'

/** `npm run web`: pages and API, of which several processes may run on one database. */
await start({ development: false, role: 'web' })
