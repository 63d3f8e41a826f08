import { type PasskeyRefusal, passkeyReplySchema } from '../../../contract/accounts.ts'
import type { DeviceAnswer, DeviceRefusal } from './ask-device.ts'

export type ExchangeRefusal = PasskeyRefusal | DeviceRefusal | 'no-answer'

export type ExchangeOutcome =
  | { readonly ok: true; readonly next: string }
  | { readonly ok: false; readonly refusal: ExchangeRefusal }

export interface Exchange {
  /** The page of ours that begins and ends it. */
  readonly path: string
  /** What it begins with; what it ends with goes beside the answer of the device. */
  readonly opening: Readonly<Record<string, string>>
  readonly closing: Readonly<Record<string, string>>
  readonly ask: (options: object) => Promise<DeviceAnswer>
}

/** Server, device, server: how a passkey is added or signed in with. */
export async function exchangePasskey({ path, opening, closing, ask }: Exchange): Promise<ExchangeOutcome> {
  const begun = await post(path, opening)
  if (begun === null || 'next' in begun) return { ok: false, refusal: 'no-answer' }
  if ('refusal' in begun) return { ok: false, refusal: begun.refusal }
  const device = await ask(begun.options)
  if (!device.ok) return device
  const ended = await post(path, { ...closing, response: device.answer })
  if (ended === null || 'options' in ended) return { ok: false, refusal: 'no-answer' }
  return 'refusal' in ended ? { ok: false, refusal: ended.refusal } : { ok: true, next: ended.next }
}

async function post(path: string, body: object) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    return passkeyReplySchema.safeParse(await response.json()).data ?? null
  } catch {
    return null
  }
}

/** For a person to read; a device that was told "no" is no error. */
export const refusalWords: Readonly<Record<ExchangeRefusal, string>> = {
  cancelled: 'Nothing was done: the request to your device was closed or took too long.',
  known: 'This device already holds a passkey for your account.',
  failed: 'Your device could not do it. Try another one, or use your password.',
  'passkey-refused': 'This passkey is not known here. Use your password, and add the passkey again.',
  'too-many-attempts': 'Too many attempts. Wait a quarter of an hour and try again.',
  'wrong-password': 'That is not your password.',
  'not-fresh': 'Too much time has passed. Enter your password again.',
  'not-signed-in': 'You have been signed out. Sign in and try again.',
  'no-answer': 'The server did not answer. Check your connection and try again.',
}
