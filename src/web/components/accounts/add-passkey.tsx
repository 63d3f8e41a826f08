import { KeyRound } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { useNavigate, useRevalidator } from 'react-router'
import { passkeyNameSchema } from '../../../contract/accounts.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { askForNewPasskey, canUsePasskeys } from './ask-device.ts'
import { type ExchangeRefusal, exchangePasskey, refusalWords } from './passkey-exchange.ts'
import { PasswordField } from './password-field.tsx'

type Availability = 'unknown' | 'available' | 'missing'

/** Names a passkey, proves who asks, and has the device make it. It cannot be done without script. */
export function AddPasskey() {
  const [availability, setAvailability] = useState<Availability>('unknown')
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<ExchangeRefusal | null>(null)
  const [nameError, setNameError] = useState<string | undefined>()
  const navigate = useNavigate()
  const revalidator = useRevalidator()
  useEffect(() => setAvailability(canUsePasskeys() ? 'available' : 'missing'), [])

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const element = event.currentTarget
    const form = new FormData(element)
    const name = passkeyNameSchema.safeParse(form.get('name'))
    setNameError(name.error?.issues[0]?.message)
    setRefusal(null)
    if (!name.success) return
    setPending(true)
    const outcome = await exchangePasskey({
      path: paths.newPasskey(),
      opening: { password: String(form.get('password') ?? '') },
      closing: { name: name.data },
      ask: askForNewPasskey,
    })
    setPending(false)
    if (!outcome.ok) return setRefusal(outcome.refusal)
    element.reset()
    await revalidator.revalidate()
    await navigate(outcome.next, { state: { added: name.data } })
  }

  if (availability === 'missing') {
    return <Notice tone="warn">This browser does not know passkeys. Try a newer one, or your phone.</Notice>
  }
  const wrongPassword = refusal === 'wrong-password' ? [refusalWords[refusal]] : undefined
  return (
    <form onSubmit={add} noValidate className="flex flex-col gap-6 [@media(scripting:none)]:hidden">
      <ErrorSummary
        errors={[
          ...(nameError ? [{ message: nameError, controlId: 'passkey-name' }] : []),
          ...(refusal
            ? [{ message: refusalWords[refusal], ...(wrongPassword && { controlId: 'passkey-password' }) }]
            : []),
        ]}
        title={refusal === 'cancelled' ? 'No passkey was added' : 'Please check the form'}
      />
      <TextField
        id="passkey-name"
        name="name"
        label="A name for it"
        hint="So that you know it again, such as “Work laptop”."
        errors={nameError ? [nameError] : undefined}
        autoComplete="off"
        required
      />
      <PasswordField
        id="passkey-password"
        name="password"
        label="Your password"
        hint="To make sure it is you."
        errors={wrongPassword}
        autoComplete="current-password"
        required
      />
      <Button
        type="submit"
        look="primary"
        icon={<KeyRound aria-hidden="true" className="size-4" />}
        pending={pending}
        className="self-start"
      >
        {pending ? 'Waiting for your device…' : 'Add a passkey'}
      </Button>
    </form>
  )
}
