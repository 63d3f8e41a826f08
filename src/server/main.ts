import { start } from './start.ts'

await start({ development: false })
