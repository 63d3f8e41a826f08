import { readFile } from 'node:fs/promises'
import { journalFileSchema } from './journal-file.ts'
import { verifyJournal } from './verify-journal.ts'

/** `npm run verify-journal -- FILE [PUBLIC-KEY]`: exit code 0 for a whole journal, 1 for a changed one, 2 for no journal. */
const [file, trustedKey] = process.argv.slice(2)
if (file === undefined) {
  console.error('usage: npm run verify-journal -- FILE [PUBLIC-KEY]')
  process.exit(2)
}
const parsed = journalFileSchema.safeParse(await readJson(file))
if (!parsed.success) {
  console.error(`${file} is not an exported journal`)
  process.exit(2)
}
const problems = verifyJournal(parsed.data, trustedKey)
for (const problem of problems) console.error(problem)
if (problems.length === 0) {
  const { heads, publicKey } = parsed.data
  console.log(heads.map(({ chain, seq }) => `${chain}: ${seq} records, whole and signed`).join('\n'))
  if (trustedKey === undefined)
    console.log(`signed with ${publicKey}; compare it with the installation's own`)
}
process.exit(problems.length === 0 ? 0 : 1)

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}
