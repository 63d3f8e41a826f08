import { start } from './start.ts'

/** `npm run worker`: the jobs, of which several processes may run on one database. */
await start({ development: false, role: 'worker' })
