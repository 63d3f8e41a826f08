import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { listPreviews, type Preview, previewIndex } from './previews.ts'

/** `npm run emails`: every message with its sample data, served on loopback, or written with `--out FOLDER`. */
const { values } = parseArgs({
  options: { out: { type: 'string' }, port: { type: 'string', default: '0' } },
})
const previews = listPreviews('https://backchannel.example')
const files = new Map<string, string>([
  ['index.html', previewIndex(previews)],
  ...previews.flatMap(({ slug, html, text }: Preview): [string, string][] => [
    [`${slug}.html`, html],
    [`${slug}.txt`, text],
  ]),
])

if (values.out !== undefined) await write(resolve(values.out))
else serve(Number(values.port))

async function write(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, body] of files) await writeFile(join(folder, name), body)
  console.log(`${previews.length} messages written; begin at ${join(folder, 'index.html')}`)
}

function serve(port: number): void {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1)
    const name = path === '' ? 'index.html' : path
    const body = files.get(name)
    const type = name.endsWith('.txt') ? 'text/plain' : 'text/html'
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': `${type}; charset=utf-8` })
    response.end(body ?? 'There is no such message.')
  })
  server.on('error', (error) => {
    console.error(`The messages cannot be served: ${error.message}`)
    process.exitCode = 1
  })
  server.listen(port, '127.0.0.1', () => {
    const address = server.address()
    const bound = typeof address === 'object' && address !== null ? address.port : port
    console.log(`Every message with sample data: http://127.0.0.1:${bound}/ (Ctrl+C ends it)`)
  })
}
