import { z } from 'zod'

/** The page of a list that an address asks for, from 1; anything that makes no sense is the first. */
export const pageNumberSchema = z.coerce.number().int().min(1).max(100_000).catch(1)
