import { type ReactNode, useState } from 'react'
import { Button, type ButtonLook, SubmitButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'

export interface ConfirmActionProps {
  /** What the button on the page says, and to whom it is done, for a screen reader. */
  readonly label: string
  readonly about: string
  readonly look?: ButtonLook
  readonly title: string
  readonly children: ReactNode
  readonly confirmLabel: string
  /** The fields that the action is told. */
  readonly fields: Readonly<Record<string, string>>
}

/** Something that is asked about before it is done. The sheet closes as it is sent: the page says what came of it. */
export function ConfirmAction(props: ConfirmActionProps) {
  const { label, about, look = 'quiet', title, children, confirmLabel, fields } = props
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      title={title}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look={look} aria-label={`${label}: ${about}`}>
          {label}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">{children}</div>
      <Form onSubmit={() => setOpen(false)} className="gap-3 sm:flex-row">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SubmitButton look={look === 'quiet' ? 'danger' : 'primary'}>{confirmLabel}</SubmitButton>
        <Button onClick={() => setOpen(false)}>Leave it</Button>
      </Form>
    </Dialog>
  )
}
