import { matches, type Rule } from './rule.ts'

const camelCase = (kebab: string) => kebab.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

export const nameRules: readonly Rule[] = [
  {
    says: 'files are named in kebab-case, after what is in them',
    because: 'A reader finds by name. `utils`, `misc`, `helpers` and `manager` tell nothing.',
    violations: ({ path }) => {
      const name = path.split('/').at(-1) ?? ''
      const isKebab = /^(\d{4}-)?[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|server|client|config))?\.tsx?$/.test(
        name,
      )
      const tellsNothing = /(^|[-.])(utils?|misc|helpers?|manager)([-.]|$)/.test(name)
      return isKebab && !tellsNothing ? [] : [path]
    },
    broken: [
      { path: 'src/server/EnterNumber.ts', text: '' },
      { path: 'src/server/string-utils.ts', text: '' },
      { path: 'src/web/helpers.tsx', text: '' },
    ],
    kept: [
      { path: 'src/server/enter-number.test.ts', text: '' },
      { path: 'src/web/entry.server.tsx', text: '' },
      { path: 'migrations/0001-accounts.ts', text: '' },
    ],
  },
  {
    says: 'a use case is one file with one function of its name',
    because:
      '`enter-number.ts` exports `enterNumber`: from the page’s call one finds the file without looking.',
    violations: (file) => {
      if (!/^src\/server\/[a-z-]+\/services\.ts$/.test(file.path)) return []
      return [...file.code.matchAll(/import \{([^}]*)\} from '\.\/([a-z-]+)\.ts'/g)].flatMap(
        ([, names = '', module = '']) => {
          const functions = names
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '' && !name.startsWith('type '))
          const strays = functions.filter((name) => name !== camelCase(module))
          return strays.map((name) => `${file.path} has ${name} from ${module}.ts`)
        },
      )
    },
    broken: [
      { path: 'src/server/sessions/services.ts', text: `import { enter } from './enter-number.ts'` },
      {
        path: 'src/server/sessions/services.ts',
        text: `import { enterNumber, other } from './enter-number.ts'`,
      },
    ],
    kept: [
      { path: 'src/server/sessions/services.ts', text: `import { enterNumber } from './enter-number.ts'` },
    ],
  },
  {
    says: 'a migration has a number and a name',
    because: 'They run in the order of their numbers; the name says what for.',
    violations: ({ path }) =>
      path.startsWith('migrations/') && !/^migrations\/\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(path)
        ? [path]
        : [],
    broken: [
      { path: 'migrations/7-notices.ts', text: '' },
      { path: 'migrations/0007.ts', text: '' },
    ],
    kept: [{ path: 'migrations/0007-live-events.ts', text: '' }],
  },
  {
    says: 'SQL in snake_case stays in stores and migrations',
    because: 'kysely translates names; only raw SQL knows those of the database.',
    violations: (file) => (file.path.startsWith('src/web/') ? matches(file, /\bsql`/) : []),
    broken: [{ path: 'src/web/routes/x.tsx', text: 'sql`select 1`' }],
    kept: [{ path: 'src/server/sessions/session-store.ts', text: 'sql`select 1`' }],
  },
]
