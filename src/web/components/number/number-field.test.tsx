import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { NumberField } from './number-field.tsx'

test('a number is typed into a field that no browser fills in or keeps, and no form can send', () => {
  const html = renderToStaticMarkup(
    <NumberField
      id="number"
      label="The most your client will pay"
      hint=""
      currency="USD"
      text=""
      onTextChange={() => {}}
      strict={false}
    />,
  )
  const field = /<input[^>]*>/.exec(html)?.[0] ?? ''
  expect(field).toMatch(/\bautocomplete="off"/i)
  expect(field).not.toMatch(/\bname=/)
})
