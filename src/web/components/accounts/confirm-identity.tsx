import { KeyRound } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Freshness, IdentityProof } from '../../../contract/identity.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { canUsePasskeys } from './ask-device.ts'
import { PasswordField } from './password-field.tsx'
import { type ProofOutcome, proofRefusalWords, proveIdentity } from './prove-identity.ts'

export interface ConfirmIdentityProps {
  readonly ways: Freshness
  /** What it is asked for, in half a sentence: "before your number is shown". */
  readonly reason: string
  readonly onConfirmed: () => void
  readonly onCancel: () => void
}

type By = IdentityProof['by']
type Refusal = { readonly by: By; readonly words: string }

/** Asks a signed-in person to prove again who they are, by any way they have. */
export function ConfirmIdentity({ ways, reason, onConfirmed, onCancel }: ConfirmIdentityProps) {
  const [pending, setPending] = useState<By | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  async function prove(proof: IdentityProof, form?: HTMLFormElement) {
    if (pending !== null) return
    setPending(proof.by)
    setRefusal(null)
    const outcome: ProofOutcome = await proveIdentity(proof)
    setPending(null)
    form?.reset()
    if (outcome.ok) return onConfirmed()
    setRefusal({ by: proof.by, words: proofRefusalWords[outcome.refusal] })
  }

  function submit(event: FormEvent<HTMLFormElement>, proofOf: (typed: string) => IdentityProof) {
    event.preventDefault()
    const form = event.currentTarget
    const [typed = ''] = [...new FormData(form).values()]
    void prove(proofOf(String(typed)), form)
  }

  const errorsOf = (by: By) => (refusal?.by === by ? [refusal.words] : undefined)
  return (
    <div className="flex flex-col gap-6 rounded-lg border border-line bg-sunken p-4">
      <div className="flex flex-col gap-1">
        <h3 ref={heading} tabIndex={-1} className="text-lg">
          Confirm that it is you
        </h3>
        <p className="text-muted">It is asked for {reason}, and is good for five minutes.</p>
      </div>
      <form
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => submit(event, (password) => ({ by: 'password', password }))}
      >
        <PasswordField
          id="confirm-password"
          name="password"
          label="Your password"
          autoComplete="current-password"
          errors={errorsOf('password')}
        />
        <Button type="submit" look="primary" className="self-start" pending={pending === 'password'}>
          Confirm by password
        </Button>
      </form>
      {ways.appCode && (
        <form
          className="flex flex-col gap-4 border-t border-line pt-6"
          noValidate
          onSubmit={(event) => submit(event, (code) => ({ by: 'app-code', code }))}
        >
          <TextField
            id="confirm-code"
            name="code"
            label="Or a code of your authenticator app"
            hint="The six digits that it shows now."
            autoComplete="one-time-code"
            inputMode="numeric"
            errors={errorsOf('app-code')}
          />
          <Button type="submit" className="self-start" pending={pending === 'app-code'}>
            Confirm by code
          </Button>
        </form>
      )}
      {ways.passkey && canUsePasskeys() && (
        <div className="flex flex-col gap-4 border-t border-line pt-6">
          <Button
            className="self-start"
            icon={<KeyRound aria-hidden="true" className="size-4" />}
            pending={pending === 'passkey'}
            onClick={() => void prove({ by: 'passkey' })}
          >
            {pending === 'passkey' ? 'Waiting for your device…' : 'Confirm by passkey'}
          </Button>
          {refusal?.by === 'passkey' && (
            <Notice tone="warn" live="alert">
              {refusal.words}
            </Notice>
          )}
        </div>
      )}
      <Button look="quiet" className="self-start" onClick={onCancel}>
        Not now
      </Button>
    </div>
  )
}
