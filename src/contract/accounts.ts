import { z } from 'zod'

export const OCCUPATIONS = ['attorney', 'claims-professional', 'party', 'mediator'] as const

/** What a person is, as they say themselves. */
export type Occupation = (typeof OCCUPATIONS)[number]

export const occupationSchema = z.enum(OCCUPATIONS)
