import {
  type Freshness,
  freshnessSchema,
  type IdentityProof,
  type IdentityRefusal,
  identityReplySchema,
} from '../../../contract/identity.ts'
import { paths } from '../../paths.ts'
import { askForPasskey, type DeviceRefusal } from './ask-device.ts'
import { refusalWords } from './passkey-exchange.ts'

export type ProofOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: IdentityRefusal | DeviceRefusal | 'no-answer' }

/** Null where no answer comes, or nobody is signed in any more. */
export async function readFreshness(): Promise<Freshness | null> {
  try {
    const response = await fetch(paths.confirmIdentity())
    return freshnessSchema.safeParse(await response.json()).data ?? null
  } catch {
    return null
  }
}

/** Sends a proof; for a passkey, has the device make it in between. */
export async function proveIdentity(proof: IdentityProof): Promise<ProofOutcome> {
  const reply = await post(proof)
  if (reply === null) return { ok: false, refusal: 'no-answer' }
  if ('confirmed' in reply) return { ok: true }
  if ('refusal' in reply) return { ok: false, refusal: reply.refusal }
  const device = await askForPasskey(reply.options)
  if (!device.ok) return device
  const response = device.answer as NonNullable<Extract<IdentityProof, { by: 'passkey' }>['response']>
  const ended = await post({ by: 'passkey', response })
  if (ended === null || 'options' in ended) return { ok: false, refusal: 'no-answer' }
  return 'confirmed' in ended ? { ok: true } : { ok: false, refusal: ended.refusal }
}

async function post(proof: IdentityProof) {
  try {
    const response = await fetch(paths.confirmIdentity(), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(proof),
    })
    return identityReplySchema.safeParse(await response.json()).data ?? null
  } catch {
    return null
  }
}

/** For a person to read. */
export const proofRefusalWords: Readonly<Record<Extract<ProofOutcome, { ok: false }>['refusal'], string>> = {
  ...refusalWords,
  'wrong-code': 'This code is wrong, or was used already. Wait for the next one.',
  'not-enabled': 'Your account has no authenticator app. Use your password.',
}
