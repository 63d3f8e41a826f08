import { SubmitButton } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'

/** Whether members of the reader's side may see its numbers; the lead switches it. */
export function MemberReveal({ on, maySwitch }: { readonly on: boolean; readonly maySwitch: boolean }) {
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <p>
        <strong>
          {on ? 'Members may see your side’s numbers' : 'Only the lead may see your side’s numbers'}
        </strong>
        , each after confirming who they are. Clients never; the other side is told nothing of this.
      </p>
      {maySwitch && (
        <Form>
          <input type="hidden" name="intent" value="member-reveal" />
          <input type="hidden" name="on" value={String(!on)} />
          <SubmitButton look="secondary" className="self-start">
            {on ? 'Keep them to the lead' : 'Let members see them'}
          </SubmitButton>
        </Form>
      )}
    </div>
  )
}
