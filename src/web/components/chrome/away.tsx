import { Form, useLocation } from 'react-router'
import { readTypedFields } from '../../../contract/typed-fields.ts'
import { Button } from '../../ui/button.tsx'

/** While the database cannot be asked. `data` has what a form brought, which is kept here to be sent again. */
export function Away({ data }: { readonly data: unknown }) {
  const { pathname, search } = useLocation()
  const typed = readTypedFields(data)
  if (typed === null) {
    return (
      <p>
        Nothing that you had seen confirmed is lost. If you were submitting something, load the page again in
        a minute to see whether it went through before you repeat it.
      </p>
    )
  }
  const { isWhole } = typed
  // A form can have a field twice: its place tells it from another.
  const fields = typed.fields.map(([name, value], place) => ({ place, name, value }))
  // Ids and choices are for our forms alone.
  const prose = fields.filter(({ value }) => /\s/.test(value.trim()))
  return (
    <>
      <p>
        Nothing that you had seen confirmed is lost.{' '}
        {isWhole
          ? 'What you typed is kept on this page. In a minute, look in another tab whether it went through, and if not send it again.'
          : 'What you typed stands below; files and passwords are not kept. In a minute, look whether it went through, and if not enter it again.'}
      </p>
      {prose.map(({ place, value }) => (
        <blockquote key={place} className="border-l-2 border-line pl-4 whitespace-pre-wrap text-muted">
          {value}
        </blockquote>
      ))}
      {isWhole && (
        <Form method="post" action={pathname + search}>
          {fields.map(({ place, name, value }) => (
            <input key={place} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" look="primary">
            Send it again
          </Button>
        </Form>
      )}
    </>
  )
}
