import type { Generated } from 'kysely'
import type { Occupation } from '../../contract/accounts.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { UserId } from '../../domain/ids.ts'

/** The tables of better-auth under our names, with our columns beside its own, and those of accounts yet to be. */
export type AccountsTables = {
  users: {
    id: UserId
    name: string
    /** Lower-case. */
    email: string
    emailVerified: boolean
    image: string | null
    twoFactorEnabled: Generated<boolean>
    occupation: Occupation
    firm: Generated<string>
    timeZone: string
    factorsChangedAt: Instant
    createdAt: Date
    updatedAt: Date
  }
  signIns: {
    id: string
    userId: UserId
    token: string
    expiresAt: Date
    ipAddress: string | null
    userAgent: string | null
    authenticatedAt: Instant
    createdAt: Date
    updatedAt: Date
  }
  credentials: {
    id: string
    userId: UserId
    accountId: string
    providerId: string
    password: string | null
    createdAt: Date
    updatedAt: Date
  }
  verifications: {
    id: string
    identifier: string
    value: string
    expiresAt: Date
    createdAt: Date
    updatedAt: Date
  }
  twoFactors: {
    id: string
    userId: UserId
    verified: Generated<boolean>
  }
  passkeys: {
    id: string
    userId: UserId
    name: string | null
    backedUp: boolean
    createdAt: Date | null
  }
  pendingSignUps: {
    tokenHash: string
    email: string
    name: string
    passwordHash: string
    occupation: Occupation
    firm: string
    timeZone: string
    nextPath: string | null
    createdAt: Instant
    expiresAt: Instant
  }
  passwordResets: {
    tokenHash: string
    userId: UserId
    createdAt: Instant
    expiresAt: Instant
  }
  authRateLimits: {
    key: string
    count: number
    windowEndsAt: Instant
  }
}
