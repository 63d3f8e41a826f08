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
  const { fields, isWhole } = typed
  // Ids and choices are for our forms alone.
  const prose = fields.map(([, value]) => value).filter((value) => /\s/.test(value.trim()))
  return (
    <>
      <p>
        Nothing that you had seen confirmed is lost.{' '}
        {isWhole
          ? 'What you typed is kept on this page. In a minute, look in another tab whether it went through, and if not send it again.'
          : 'What you typed stands below; files and passwords are not kept. In a minute, look whether it went through, and if not enter it again.'}
      </p>
      {prose.map((value, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: this list never changes
        <blockquote key={n} className="border-l-2 border-line pl-4 whitespace-pre-wrap text-muted">
          {value}
        </blockquote>
      ))}
      {isWhole && (
        <Form method="post" action={pathname + search}>
          {fields.map(([name, value], n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a form can have a field twice, and this one never changes
            <input key={n} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" look="primary">
            Send it again
          </Button>
        </Form>
      )}
    </>
  )
}
