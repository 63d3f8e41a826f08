/** What went wrong with a passkey, for a person to read. */
export type DeviceRefusal = 'cancelled' | 'known' | 'failed'

export type DeviceAnswer =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly refusal: DeviceRefusal }

/** Whether this browser can make and use passkeys, with the functions that read and write them as JSON. */
export function canUsePasskeys(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function' &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function'
  )
}

/** Has the device make a passkey. `options` are our server's; the browser throws at what is none. */
export function askForNewPasskey(options: object): Promise<DeviceAnswer> {
  const given = options as PublicKeyCredentialCreationOptionsJSON
  return ask(() =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given) }),
  )
}

/** Has the device sign with a passkey of the reader's choice. */
export function askForPasskey(options: object): Promise<DeviceAnswer> {
  const given = options as PublicKeyCredentialRequestOptionsJSON
  return ask(() =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given) }),
  )
}

async function ask(act: () => Promise<Credential | null>): Promise<DeviceAnswer> {
  try {
    const credential = await act()
    if (!(credential instanceof PublicKeyCredential)) return { ok: false, refusal: 'failed' }
    return { ok: true, answer: credential.toJSON() }
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError' || name === 'AbortError') return { ok: false, refusal: 'cancelled' }
    return { ok: false, refusal: name === 'InvalidStateError' ? 'known' : 'failed' }
  }
}
