import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { cx } from './class-names.ts'
import { useFormPending } from './form-state.tsx'
import { Spinner } from './spinner.tsx'

/** One primary action a page; `quiet` is for what stands beside others, `danger` for what cannot be undone. */
export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

const looks: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong',
  secondary: 'bg-surface text-ink border-edge hover:border-ink hover:bg-sunken',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-accent-wash',
  danger: 'bg-danger text-on-danger border-danger hover:bg-danger-strong hover:border-danger-strong',
}

function buttonClass(look: ButtonLook, full: boolean): string {
  return cx(
    'inline-flex min-h-[44px] items-center justify-center gap-2 rounded-sm border px-4 py-2',
    'text-center leading-tight font-medium no-underline transition-colors print:hidden',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
    looks[look],
    full && 'w-full',
  )
}

interface Looks {
  readonly look?: ButtonLook
  /** An icon before the words; decorative, the words say it all. */
  readonly icon?: ReactNode
  readonly full?: boolean
}

export interface ButtonProps extends Looks, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Shows work under way and swallows further presses, without losing the focus as `disabled` would. */
  readonly pending?: boolean
}

export function Button({
  look = 'secondary',
  icon,
  full = false,
  pending = false,
  type = 'button',
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={cx(buttonClass(look, full), className)}
      aria-disabled={pending || rest['aria-disabled'] || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {pending ? <Spinner /> : icon}
      <span>{children}</span>
    </button>
  )
}

export interface SubmitButtonProps extends Omit<ButtonProps, 'type' | 'pending'> {
  /** Said while the form is on its way, such as "Sealing…". */
  readonly pendingLabel?: string
}

/** Submits the `Form` around it and shows that form's pending state. */
export function SubmitButton({ look = 'primary', pendingLabel, children, ...rest }: SubmitButtonProps) {
  const pending = useFormPending()
  return (
    <Button {...rest} type="submit" look={look} pending={pending}>
      {pending && pendingLabel !== undefined ? pendingLabel : children}
    </Button>
  )
}

export interface LinkButtonProps extends Looks, LinkProps {}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton({
  look = 'secondary',
  icon,
  full = false,
  className,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link {...rest} className={cx(buttonClass(look, full), className)}>
      {icon}
      <span>{children}</span>
    </Link>
  )
}
