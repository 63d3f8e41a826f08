import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** What a reader sees on the pages of a PDF, and what stands in its fields, however its streams are packed. */
export async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const loading = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 })
  const document = await loading.promise
  try {
    const { info } = await document.getMetadata()
    const lines = [JSON.stringify(info)]
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      lines.push(...items.map((item) => ('str' in item ? item.str : '')))
      lines.push(JSON.stringify(await page.getAnnotations()))
    }
    return lines.join('\n')
  } finally {
    await loading.destroy()
  }
}
