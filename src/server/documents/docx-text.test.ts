import { expect, test } from 'vitest'
import { docxParts, makeDocx, makeZip } from './document.fixture.ts'
import { readDocxText } from './docx-text.ts'

test('gives the words of a document, a paragraph a block', async () => {
  expect(await readDocxText(makeDocx('Whereas the parties', 'Now therefore'))).toBe(
    'Whereas the parties\n\nNow therefore',
  )
})

test('has nothing to show of a document that the parser cannot read', async () => {
  const [types, relationships] = docxParts([])
  const broken = makeZip([types, relationships, { name: 'word/document.xml', content: '<w:document' }])
  expect(await readDocxText(broken)).toBeNull()
})

test('has nothing to show of a document nested so deeply that the parser breaks', async () => {
  const [types, relationships] = docxParts([])
  const deep = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${'<w:p>'.repeat(300_000)}${'</w:p>'.repeat(300_000)}</w:body></w:document>`
  expect(
    await readDocxText(makeZip([types, relationships, { name: 'word/document.xml', content: deep }])),
  ).toBeNull()
})

test('has nothing to show of more words than a page holds', async () => {
  expect(await readDocxText(makeDocx('word '.repeat(200_000)))).toBeNull()
})
