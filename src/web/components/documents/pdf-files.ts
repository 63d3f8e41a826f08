import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('pdfjs-dist/package.json'))

/** Character maps, the standard fonts, and decoders in plain JavaScript: the security policy allows no WebAssembly. */
const FILES = /^(cmaps\/.+\.bcmap|standard_fonts\/.+\.(pfb|ttf)|wasm\/.+_nowasm_fallback\.js)$/

/**
 * Puts the files that pdf.js asks for while it reads a document beside our other assets, under the version of pdf.js,
 * so that they may be cached for good.
 */
export function pdfFiles(): Plugin {
  const { version }: { version: string } = require('pdfjs-dist/package.json')
  const prefix = `assets/pdfjs-${version}/`
  return {
    name: 'pdf-files',
    applyToEnvironment: (environment) => environment.name === 'client',
    async generateBundle() {
      for (const file of await listFiles()) {
        this.emitFile({ type: 'asset', fileName: prefix + file, source: await readFile(join(folder, file)) })
      }
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const file = request.url?.split(`/${prefix}`)[1]
        if (file === undefined || !FILES.test(file) || file.includes('..')) return next()
        response.setHeader(
          'Content-Type',
          file.endsWith('.js') ? 'text/javascript' : 'application/octet-stream',
        )
        response.end(await readFile(join(folder, file)))
      })
    },
  }
}

async function listFiles(): Promise<readonly string[]> {
  const names = await Promise.all(
    ['cmaps', 'standard_fonts', 'wasm'].map(async (part) =>
      (await readdir(join(folder, part))).map((name) => `${part}/${name}`),
    ),
  )
  return names.flat().filter((name) => FILES.test(name))
}
