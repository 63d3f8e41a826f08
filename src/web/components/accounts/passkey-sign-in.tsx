import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { askForPasskey, canUsePasskeys } from './ask-device.ts'
import { type ExchangeRefusal, exchangePasskey, refusalWords } from './passkey-exchange.ts'

/** Signing in without a password. It shows where the browser knows passkeys. */
export function PasskeySignIn({ next }: { readonly next: string }) {
  const [available, setAvailable] = useState(false)
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<ExchangeRefusal | null>(null)
  useEffect(() => setAvailable(canUsePasskeys()), [])

  async function signIn() {
    setPending(true)
    setRefusal(null)
    const outcome = await exchangePasskey({
      path: paths.signInByPasskey(),
      opening: {},
      closing: { next },
      ask: askForPasskey,
    })
    // A whole new page: everything on it is another person's than nobody's.
    if (outcome.ok) window.location.assign(outcome.next)
    else {
      setPending(false)
      setRefusal(outcome.refusal)
    }
  }

  return (
    <div className="mt-8 flex flex-col gap-4 border-t border-line pt-6" hidden={!available}>
      <Button
        full
        icon={<KeyRound aria-hidden="true" className="size-4" />}
        pending={pending}
        onClick={signIn}
      >
        {pending ? 'Waiting for your device…' : 'Sign in with a passkey'}
      </Button>
      <div role="status">{refusal !== null && <Notice tone="warn">{refusalWords[refusal]}</Notice>}</div>
    </div>
  )
}
