import { openSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startMailServer } from '../support/mail-server.ts'
import { startInstallation } from './installation.ts'
import { troubleMail } from './mail-troubles.ts'
import { ROUND_LIMIT_MS, startRounds } from './run-rounds.ts'
import { seededChance } from './seeded-chance.ts'
import { startSeveralProcesses } from './several-processes.ts'

/**
 * The shipped program, killed with `kill -9` again and again while clients enter and withdraw numbers; after each round
 * everything acknowledged has to be there. One line a round, totals in the last line, exit code 1 where anything was
 * wrong. `--processes`: two web servers, two workers and a matcher in place of one
 * process with all in it. `--log` keeps what they log.
 */
const options = z
  .object({
    rounds: z.coerce.number().int().min(1).default(5),
    seed: z.coerce.number().int().min(0).optional(),
    log: z.string().optional(),
    processes: z.boolean().default(false),
  })
  .safeParse(
    parseArgs({
      options: {
        rounds: { type: 'string' },
        seed: { type: 'string' },
        log: { type: 'string' },
        processes: { type: 'boolean' },
      },
    }).values,
  )
if (!options.success) {
  console.error('usage: npm run crash-loop -- [--rounds N] [--seed S] [--processes] [--log FILE]')
  process.exit(2)
}
const { rounds, log, processes, seed = Math.floor(Math.random() * 2 ** 31) } = options.data
console.log(`seed ${seed}`)

const folder = await mkdtemp(join(tmpdir(), 'backchannel-crash-'))
// The database's own user has to get through to its part of the folder.
await chmod(folder, 0o711)
const mailServer = await startMailServer()
const logFile = log === undefined ? 'ignore' : openSync(log, 'a')
const start = processes ? startSeveralProcesses : startInstallation
const installation = await start({ folder, smtpUrl: mailServer.url, logFile })
const troubles = troubleMail(mailServer, installation, {
  chance: seededChance(seed + 1),
  limit: () => AbortSignal.timeout(ROUND_LIMIT_MS),
})
const totals = { mails: 0, repeated: 0, entries: 0, deals: 0, ended: 0, kills: 0, faults: 0 }
try {
  const playing = startRounds(installation, { server: mailServer, troubles }, seededChance(seed))
  for (let round = 1; round <= rounds; round += 1) {
    const { killed, entries, deals, ended, faults } = await playing.play()
    totals.entries += entries
    totals.deals += deals
    totals.ended += ended
    totals.kills += killed.filter((target) => !target.startsWith('(')).length
    totals.faults += faults.length
    console.log(
      `round ${round}: killed ${killed.join(', then ')}; ${entries} entries, ${deals} deals, ${ended} ended; ${inWords(faults)}`,
    )
  }
  const { mails, repeated, faults } = await playing.finish()
  totals.mails = mails
  totals.repeated = repeated
  totals.faults += faults.length
  console.log(
    `mail: ${troubles.unanswered.size} taken without the sender being told, which was killed over ${troubles.kills()}; ${inWords(faults)}`,
  )
} catch (error) {
  // What is acknowledged may be there, but nobody gets to see it.
  totals.faults += 1
  console.log(`WRONG: it did not come to rest: ${error instanceof Error ? error.message : 'unknown'}`)
} finally {
  await installation.stop()
  await mailServer.close()
  await rm(folder, { recursive: true, force: true })
}
const { begun, failed } = installation.starts()
const { mails, repeated, entries, deals, ended, kills, faults } = totals
console.log(
  `${rounds} rounds, ${kills} kills, ${begun} starts (${failed} gave up), ${entries} entries, ${deals} deals, ${ended} ended, ` +
    `${mails} mails, ${repeated} times one came again: ${faults} violations`,
)
process.exitCode = faults === 0 ? 0 : 1

function inWords(faults: readonly string[]): string {
  return faults.length === 0 ? 'nothing wrong' : ['WRONG:', ...faults].join('\n  ')
}
