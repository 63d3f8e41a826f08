import type { MailServer } from '../support/mail-server.ts'
import { askUntil } from './ask-until.ts'
import type { Installation } from './installation.ts'
import type { SeededChance } from './seeded-chance.ts'

const BREAKS_OFF = 0.15
const KILLS = 0.03

export type MailTroubles = {
  /** The Message-IDs of mails that were taken, and of which the sender was not told: each has to come again. */
  readonly unanswered: ReadonlySet<string>
  /** How often the sender was killed over one. */
  kills(): number
  /** Whether a sender may be killed over a mail; where not, resolves when who was killed is started again. */
  allowKills(allowed: boolean): Promise<void>
}

/**
 * Some mails are taken and their sender does not learn of it, the first time that they come: the connection breaks, or the sender
 * is killed between the mail's acceptance and its own commit.
 */
export function troubleMail(
  mailServer: MailServer,
  installation: Installation,
  { chance, limit }: { readonly chance: SeededChance; readonly limit: () => AbortSignal },
): MailTroubles {
  const seen = new Set<string>()
  const unanswered = new Set<string>()
  let kills = 0
  let mayKill = false
  let killing: Promise<void> = Promise.resolve()

  async function killSenders(): Promise<void> {
    const { begun } = installation.starts()
    const killed = await installation.kill(installation.workers)
    await askUntil(limit(), async () => installation.starts().begun >= begun + killed || null)
  }

  mailServer.answers = async ({ parsed: { messageId = '' } }) => {
    const isFirst = !seen.has(messageId)
    seen.add(messageId)
    const breaksOff = chance.happens(BREAKS_OFF)
    const isKilled = chance.happens(KILLS) && mayKill
    if (!isFirst || !(breaksOff || isKilled)) return true
    unanswered.add(messageId)
    if (isKilled) {
      kills += 1
      killing = Promise.all([killing, killSenders()]).then(() => {})
      await killing
    }
    return false
  }
  return {
    unanswered,
    kills: () => kills,
    allowKills(allowed) {
      mayKill = allowed
      return killing
    },
  }
}
