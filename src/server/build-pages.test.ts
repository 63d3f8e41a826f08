import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { buildPages, loadBuiltPages } from './build-pages.ts'
import { loadConfig } from './config.ts'

test('built pages are rendered by React’s production build, whatever the environment says', async () => {
  const { childEnvironment } = loadConfig({ ...process.env, PORT: '', LOG_LEVEL: '' })
  await buildPages(childEnvironment, () => {})
  expect(process.env.NODE_ENV).not.toBe('production')
  await loadBuiltPages()
  const { cache } = createRequire(import.meta.url)
  // Node looks into files whose code it never runs, and lists them as well.
  const loaded = Object.keys(cache).filter(
    (path) => cache[path]?.loaded && /\/node_modules\/(react|react-dom|scheduler)\/cjs\//.test(path),
  )
  expect(loaded.some((path) => path.includes('react-dom-server'))).toBe(true)
  expect(loaded.filter((path) => !path.includes('.production.'))).toEqual([])
})
