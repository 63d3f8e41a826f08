import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule } from './rule.ts'
import { ROOT, type SourceFile } from './source-files.ts'

type Allowed = {
  readonly folder: string
  /** Folders and files of `src` beside the folder itself. */
  readonly src: readonly string[]
  /** Packages; `node:` stands for all of Node. */
  readonly packages: readonly string[]
  readonly onlyTypesOf?: readonly string[]
}

/** The table of ARCHITECTURE.md, with the packages that a folder may know. The first folder that fits counts. */
const ALLOWED: readonly Allowed[] = [
  { folder: 'src/domain/', src: [], packages: [] },
  { folder: 'src/contract/', src: ['src/domain/'], packages: ['zod', '@hpke/core'] },
  { folder: 'src/postgres/', src: [], packages: ['node:', 'kysely', 'pg'] },
  {
    folder: 'src/matcher/',
    src: ['src/domain/', 'src/contract/', 'src/postgres/'],
    packages: ['node:', 'kysely', 'pg', 'zod', 'aws4fetch'],
  },
  { folder: 'src/emails/', src: ['src/domain/', 'src/contract/'], packages: ['node:'] },
  { folder: 'src/pdf/', src: ['src/domain/', 'src/contract/'], packages: ['node:', 'pdfkit'] },
  {
    folder: 'src/server/',
    src: [
      'src/domain/',
      'src/contract/',
      'src/emails/',
      'src/pdf/',
      'src/postgres/',
      'src/matcher/client.ts',
      'src/matcher/protocol.ts',
      // Where matchers on other hosts are, and how both ends show who they are.
      'src/matcher/matcher-address.ts',
      'src/matcher/tls-identity.ts',
      // The web server starts the matcher's process, and hears why it cannot.
      'src/matcher/supervise-matcher.ts',
      'src/matcher/matcher-error.ts',
    ],
    packages: ['*'],
  },
  {
    folder: 'src/web/ui/',
    src: [],
    packages: ['react', 'react-router', 'lucide-react', '@base-ui/react', '@conform-to/react'],
  },
  {
    folder: 'src/web/services-context.ts',
    src: ['src/domain/', 'src/contract/', 'src/web/'],
    packages: ['react-router'],
    onlyTypesOf: ['src/server/services.ts'],
  },
  {
    // The entry that renders on the server: the only page code that Node alone runs.
    folder: 'src/web/entry.server.tsx',
    src: ['src/domain/', 'src/contract/', 'src/web/'],
    packages: ['node:', 'react', 'react-dom', 'react-router', '@react-router/node', 'isbot'],
  },
  {
    // A part of the build, for vite.config.ts.
    folder: 'src/web/components/documents/pdf-files.ts',
    src: [],
    packages: ['node:', 'vite'],
  },
  {
    folder: 'src/web/',
    src: ['src/domain/', 'src/contract/'],
    packages: [
      'react',
      'react-dom',
      'react-router',
      '@react-router/dev',
      'lucide-react',
      '@base-ui/react',
      '@conform-to/react',
      '@conform-to/zod',
      '@fontsource-variable/instrument-sans',
      '@fontsource-variable/source-serif-4',
      'pdfjs-dist',
      'uqr',
      'zod',
    ],
  },
  { folder: 'migrations/', src: [], packages: ['node:', 'kysely', 'pg'] },
]

function strayImports(file: SourceFile): string[] {
  const allowed = ALLOWED.find(({ folder }) => file.path.startsWith(folder))
  if (file.isTest || allowed === undefined) return []
  return file.imports
    .filter(({ target, specifier, typeOnly }) => {
      if (specifier.includes('+types/')) return false
      if (!specifier.startsWith('.')) return !allowsPackage(allowed, specifier)
      const own = allowed.folder.endsWith('/') ? [allowed.folder] : []
      const types = typeOnly ? (allowed.onlyTypesOf ?? []) : []
      return ![...own, ...allowed.src, ...types].some((path) => target.startsWith(path))
    })
    .map(({ specifier }) => `${file.path} imports ${specifier}`)
}

function allowsPackage({ packages }: Allowed, specifier: string): boolean {
  if (packages.includes('*')) return true
  return packages.some((name) =>
    name === 'node:' ? specifier.startsWith(name) : packageOf(specifier) === name,
  )
}

/** `@scope/name` or `name`, of an import from it or from within it. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Readonly<Record<string, string>>
>

/** What `package.json` names, but for programs that are no libraries. */
export const DEPENDENCIES: readonly string[] = [
  ...Object.keys(manifest.dependencies),
  ...Object.keys(manifest.devDependencies),
  ...Object.keys(manifest.optionalDependencies),
]

export const importRules: readonly Rule[] = [
  {
    says: 'imports point one way',
    because:
      'The folders are the trust boundaries; the table is in ARCHITECTURE.md. A page reaches the server through the use cases in its context, the server a number through the protocol of the matcher alone.',
    violations: strayImports,
    broken: [
      { path: 'src/domain/session.ts', text: `import { z } from 'zod'` },
      { path: 'src/domain/session.ts', text: `import type { X } from '../contract/x.ts'` },
      { path: 'src/contract/x.ts', text: `export * from '../server/config.ts'` },
      { path: 'src/matcher/x.ts', text: `import {\n  a,\n} from '../server/context.ts'` },
      { path: 'src/server/x.ts', text: `import { openEnvelope } from '../matcher/envelope.ts'` },
      { path: 'src/server/x.ts', text: `import { openMatcher } from '../matcher/open-matcher.ts'` },
      { path: 'src/server/x.ts', text: `const { y } = await import('../web/paths.ts')` },
      { path: 'src/web/routes/x.tsx', text: `import type { Services } from '../../server/services.ts'` },
      { path: 'src/web/routes/x.tsx', text: `import { readFile } from 'node:fs/promises'` },
      { path: 'src/web/services-context.ts', text: `import { createServices } from '../server/services.ts'` },
      { path: 'src/web/ui/x.tsx', text: `import { Lock } from '../components/lock.tsx'` },
      { path: 'src/web/x.ts', text: `import '../../tests/support/virtual-clock.ts'` },
    ],
    kept: [
      { path: 'src/domain/session.ts', text: `import type { Side } from './side.ts'` },
      { path: 'src/domain/session.ts', text: `// import { z } from 'zod'` },
      { path: 'src/web/services-context.ts', text: `import type { Services } from '../server/services.ts'` },
      { path: 'src/web/routes/x.tsx', text: `import type { Route } from './+types/x.ts'` },
    ],
  },
  {
    says: 'only the matcher compares numbers',
    because: 'src/domain/match.ts takes both numbers in the clear; nothing else may ever hold them.',
    violations: (file) =>
      file.imports.some(({ target }) => target === 'src/domain/match.ts') &&
      !file.isTest &&
      !file.path.startsWith('src/matcher/')
        ? [`${file.path} imports match.ts`]
        : [],
    broken: [
      { path: 'src/domain/session.ts', text: `import { compare } from './match.ts'` },
      { path: 'src/server/sessions/x.ts', text: `import { compare } from '../../domain/match.ts'` },
    ],
    kept: [{ path: 'src/matcher/compare.ts', text: `import { compare } from '../domain/match.ts'` }],
  },
  {
    says: 'nothing that is shipped imports a test or what only tests use',
    because:
      'The clock and the draw of the tests are composed in tests/support; no setting, route or variable may lead to them.',
    violations: (file) =>
      file.isTest
        ? []
        : file.imports
            .filter(({ target }) => target.startsWith('tests/') || /\.(test|fixture)(\.tsx?)?$/.test(target))
            .map(({ specifier }) => `${file.path} imports ${specifier}`),
    broken: [
      { path: 'src/server/main.ts', text: `import { virtualClock } from '../../tests/support/clock.ts'` },
      { path: 'src/server/demo/main.ts', text: `await import('../../../tests/support/x.ts')` },
      { path: 'migrations/0001-x.ts', text: `import '../src/server/x.fixture.ts'` },
    ],
    kept: [
      { path: 'src/server/x.test.ts', text: `import { virtualClock } from '../../tests/support/clock.ts'` },
    ],
  },
  {
    says: 'the server loads no React but with the pages',
    because:
      'React asks the environment which build of it to load, once: `loadBuiltPages` has it answered before.',
    violations: (file) =>
      file.isTest || !file.path.startsWith('src/server/')
        ? []
        : file.imports
            .filter(
              ({ specifier, typeOnly }) =>
                !typeOnly && /^(react|react-dom|react-router)(\/|$)/.test(specifier),
            )
            .map(({ specifier }) => `${file.path} imports ${specifier}`),
    broken: [{ path: 'src/server/http/x.ts', text: `import { createRequestHandler } from 'react-router'` }],
    kept: [
      { path: 'src/server/http/x.ts', text: `import type { ServerBuild } from 'react-router'` },
      { path: 'src/web/x.tsx', text: `import { Link } from 'react-router'` },
    ],
  },
  {
    says: 'what is shipped imports no package that only development has',
    because: '`NODE_ENV=production npm ci` leaves devDependencies out: the server would not start.',
    violations: (file) =>
      file.isTest
        ? []
        : file.imports
            .filter(
              ({ specifier, typeOnly }) => !typeOnly && packageOf(specifier) in manifest.devDependencies,
            )
            .map(({ specifier }) => `${file.path} imports ${specifier}`),
    broken: [{ path: 'src/server/x.ts', text: `import { SMTPServer } from 'smtp-server'` }],
    kept: [{ path: 'src/server/x.test.ts', text: `import { it } from 'vitest'` }],
  },
  {
    says: 'an import of a file carries its extension',
    because: 'Node runs the server as it is written, by stripping the types, and looks for no extensions.',
    violations: (file) =>
      file.imports
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.[a-z0-9]+(\?\w+)?$/.test(specifier))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    broken: [{ path: 'src/server/x.ts', text: `import { y } from './y'` }],
    kept: [{ path: 'src/web/x.tsx', text: `import css from './app.css?inline'` }],
  },
]
