/**
 * zod compiles object schemas with `new Function`, which our content security policy forbids. The switch must be thrown
 * before the first schema is made, so this is the first import of the root route.
 */
import { config } from 'zod/v4/core'

config({ jitless: true })
