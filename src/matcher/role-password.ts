import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { keptRandom } from './kept-random.ts'

const ITERATIONS = 4_096

/** What the matcher signs in to the database with. It lies in the key folder, and is known nowhere else. */
export async function rolePassword(keyFolder: string): Promise<string> {
  const secret = await keptRandom(keyFolder, 'role.key')
  try {
    return createHmac('sha256', secret).update('backchannel/role/matcher').digest('hex')
  } finally {
    secret.fill(0)
  }
}

/**
 * What PostgreSQL keeps of a password (RFC 5803), for `alter role … password`: it lets the database check the password,
 * and whoever hands it on not sign in with it.
 */
export function verifierOf(password: string): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`
}
