import { useState } from 'react'
import { PASSWORD_MIN_LENGTH } from '../../../domain/password-policy.ts'
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx'

export interface PasswordFieldProps
  extends Omit<TextFieldProps, 'type' | 'after' | 'defaultValue' | 'autoComplete'> {
  /** Tells password managers whether to fill the one they know or to propose one. */
  readonly autoComplete: 'current-password' | 'new-password'
}

/** A password that can be pasted, and shown while it is typed. It never comes back from the server. */
export function PasswordField({ id, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...field}
      id={id}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      after={
        <label className="flex min-h-[44px] w-fit cursor-pointer items-center gap-3 text-sm [@media(scripting:none)]:hidden">
          <input
            type="checkbox"
            aria-controls={id}
            checked={shown}
            onChange={(event) => setShown(event.currentTarget.checked)}
            className="size-5 cursor-pointer"
          />
          Show it
        </label>
      }
    />
  )
}

/** The same, for choosing one. */
export function NewPasswordField(field: Omit<PasswordFieldProps, 'autoComplete' | 'hint'>) {
  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      hint={`A passphrase of at least ${PASSWORD_MIN_LENGTH} characters: a few words that nobody would put together. Spaces are welcome; no digits or symbols are asked for.`}
    />
  )
}
