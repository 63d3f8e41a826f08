import { MAIL_TOPICS } from '../../src/contract/notifications.ts'
import { OPENING_MS, SESSION_MS } from '../../src/domain/deadlines.ts'
import type { SessionId, UserId } from '../../src/domain/ids.ts'
import { connectMatcher } from '../../src/matcher/client.ts'
import { compose } from '../../src/server/compose.ts'
import { loadConfig } from '../../src/server/config.ts'
import { databaseClock } from '../../src/server/db/clock.ts'
import { openJobs } from '../../src/server/jobs/open-jobs.ts'
import { openLog } from '../../src/server/log.ts'
import { createServices } from '../../src/server/services.ts'
import { createTwoLawyers, type Negotiation, openMatterForTwo, openSession } from '../support/negotiation.ts'
import { scriptedDraw } from '../support/scripted-draw.ts'
import type { TestServer } from '../support/test-server.ts'
import { askUntil } from './ask-until.ts'
import type { Installation } from './installation.ts'
import type { SeededChance } from './seeded-chance.ts'

/**
 * `opening` closes within seconds, `adjustment` goes on for weeks, `ending` has an end, or an extension, within
 * seconds.
 */
export const STAGES = ['opening', 'adjustment', 'ending'] as const
export type Stage = (typeof STAGES)[number]

export type StagedMatter = {
  readonly stage: Stage
  readonly sessionId: SessionId
  readonly negotiation: Negotiation
}

export type Staging = {
  readonly installation: Installation
  readonly ownerUrl: string
  readonly stages: readonly Stage[]
  readonly chance: SeededChance
}

const LONG_AGO_MS = 3_600_000

/**
 * Opens sessions, by the use cases that the pages call, over the database and the matcher of the running installation:
 * with a clock of our own that is behind, so that what the program finds by its real clock is a session that opened days
 * ago. The program itself has no clock but the database's, and nothing is written past its use cases.
 */
export async function stageMatters(
  limit: AbortSignal,
  { installation, ownerUrl, stages, chance }: Staging,
): Promise<readonly StagedMatter[]> {
  const config = loadConfig(installation.environment, installation.addresses.length > 1 ? 'web' : 'all')
  const log = openLog('error')
  let behindMs = 0
  const composed = await compose({
    config,
    log,
    ownerUrl,
    clock: async (db) => (await databaseClock(db)) - behindMs,
    openMatcher: async () => connectMatcher({ ...config.matcher.place, log }),
    openJobs,
  })
  const { ctx } = composed
  const server: TestServer = {
    ctx,
    services: createServices(ctx),
    clock: {
      read: () => ctx.clock(ctx.db),
      now: () => 0,
      set: () => {},
      advance: (ms) => {
        behindMs -= ms
      },
    },
    draw: scriptedDraw(),
    ownerUrl,
    url: installation.url,
    close: composed.close,
  }
  try {
    // The program serves while its matcher, killed a moment ago, is still starting.
    await askUntil(
      limit,
      async () => (await ctx.matcher.sessionsAhead({ known: [] })).kind === 'ahead' || null,
    )
    const people = await createTwoLawyers(server)
    for (const { viewer } of Object.values(people)) await mailOutcomesAlone(server, viewer.userId)
    // Accounts, whose sign-ins go by the real time, are made; what follows happened in the past.
    const staged: StagedMatter[] = []
    for (const stage of stages) {
      behindMs = behindFor(stage, chance)
      const negotiation = await openMatterForTwo(server, { people, caption: `Crash v. Loop (${stage})` })
      await openSession(negotiation)
      const { id } = await ctx.db
        .selectFrom('sessions')
        .select('id')
        .where('matterId', '=', negotiation.matterId)
        .executeTakeFirstOrThrow()
      staged.push({ stage, sessionId: id, negotiation })
    }
    return staged
  } finally {
    await composed.close()
  }
}

/** How long ago the session has to have opened. */
function behindFor(stage: Stage, chance: SeededChance): number {
  switch (stage) {
    case 'opening':
      return OPENING_MS - chance.between(1_500, 4_500)
    case 'adjustment':
      return OPENING_MS + LONG_AGO_MS
    case 'ending':
      return SESSION_MS - chance.between(1_500, 4_500)
  }
}

async function mailOutcomesAlone({ ctx }: TestServer, userId: UserId): Promise<void> {
  const choices = MAIL_TOPICS.map((topic) => ({ userId, topic, mailed: false }))
  await ctx.db.insertInto('mailChoices').values(choices).execute()
}
