import { type Exception, isExcepted, matches, type Rule } from './rule.ts'

const SHIPPED = /^(src|migrations)\//

/** A rule on what shipped code may say, but for the exceptions. */
function shipped(
  rule: Omit<Rule, 'violations'> & { readonly pattern: RegExp; readonly exceptions: readonly Exception[] },
): Rule {
  const { pattern, exceptions, ...rest } = rule
  return {
    ...rest,
    because: [rule.because, ...exceptions.map(({ path, reason }) => `Excepted: ${path} (${reason}).`)].join(
      '\n',
    ),
    violations: (file) =>
      file.isTest || !SHIPPED.test(file.path) || isExcepted(file.path, exceptions)
        ? []
        : matches(file, pattern),
  }
}

export const codeRules: readonly Rule[] = [
  shipped({
    says: 'the environment is read in one place',
    because:
      'src/server/config.ts checks every setting at start and names the one at fault; read it from there.',
    pattern: /\bprocess\.env\b|from 'node:process'/,
    exceptions: [
      { path: 'src/server/config.ts', reason: 'it is that place' },
      { path: 'src/matcher/config.ts', reason: 'that place of `npm run matcher`, a program of its own' },
    ],
    broken: [
      { path: 'src/server/x.ts', text: 'const port = process.env.PORT' },
      { path: 'src/server/x.ts', text: `import { env } from 'node:process'` },
      { path: 'src/matcher/matcher-process.ts', text: 'process.env.KEY_FOLDER' },
    ],
    kept: [{ path: 'src/server/config.ts', text: 'loadConfig(process.env)' }],
  }),
  shipped({
    says: 'time comes from the clock that was composed',
    because:
      'One clock decides for all processes: the database’s, read after the lock (`await ctx.clock(tx)`). A second clock makes a deadline race.',
    pattern:
      /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.now\b|\bhrtime\b|\bTemporal\.Now\b|\b(clock_timestamp|statement_timestamp|transaction_timestamp)\(|\bcurrent_timestamp\b|(?<![.\w])now\(\)/i,
    exceptions: [
      { path: 'src/server/db/clock.ts', reason: 'the database’s clock' },
      { path: 'src/matcher/clock.ts', reason: 'the matcher’s own reading of the same clock' },
      { path: 'migrations/0027-what-is-recorded-since.ts', reason: 'for a matcher of the release before' },
      { path: 'src/web/ui/browser-clock.ts', reason: 'countdowns on the screen, set by the server’s time' },
    ],
    broken: [
      { path: 'src/server/x.ts', text: 'const at = Date.now()' },
      { path: 'src/domain/x.ts', text: 'const at = new Date().getTime()' },
      { path: 'src/server/x.ts', text: 'sql`select now()`' },
      { path: 'src/web/x.tsx', text: 'Temporal.Now.instant()' },
    ],
    kept: [
      { path: 'src/server/x.ts', text: 'new Date(at).toISOString()' },
      { path: 'src/server/x.ts', text: '// never Date.now()' },
    ],
  }),
  shipped({
    says: 'chance comes from where it was composed',
    because:
      'Ids and tokens come from `ctx.chance`, the number between two from the matcher’s draw; a second source could not be scripted by a test, nor be found by a reader.',
    pattern: /\bMath\.random\b|\b(randomUUID|randomBytes|randomInt|getRandomValues|uuidv[47])\(/,
    exceptions: [
      { path: 'src/server/context.ts', reason: 'ids and tokens' },
      { path: 'src/matcher/draw.ts', reason: 'the draw of an overlap' },
      { path: 'src/matcher/file-key-store.ts', reason: 'nonces' },
      { path: 'src/matcher/kms-key-store.ts', reason: 'the material of a key' },
      { path: 'src/matcher/kept-random.ts', reason: 'keys' },
      { path: 'src/matcher/role-password.ts', reason: 'salt' },
      { path: 'src/server/config.ts', reason: 'the secrets of an installation, before anything is composed' },
      {
        path: 'src/server/db/embedded/',
        reason: 'the launcher of the database, before anything is composed',
      },
      { path: 'src/web/components/number/use-seal-number.ts', reason: 'the id of an entry, in the browser' },
      { path: 'src/web/components/number/use-reveal.ts', reason: 'the id of a request, in the browser' },
      { path: 'src/web/components/session/use-command.ts', reason: 'idempotency keys, in the browser' },
      {
        path: 'src/web/routes/',
        reason: 'the id of what a form makes, so that sending it twice makes one; it is no secret',
      },
    ],
    broken: [
      { path: 'src/server/x.ts', text: 'const id = randomUUID()' },
      { path: 'src/domain/x.ts', text: 'Math.random() < 0.5' },
    ],
    kept: [{ path: 'src/server/x.ts', text: 'const id = ctx.chance.newId()' }],
  }),
  shipped({
    says: 'the state of a session reaches nobody but through its projection',
    because:
      'A session’s state knows of both sides. What a page, an answer, a mail or a paper is made from is `viewSession(state, viewer)`, which leaves out what that viewer may not see.',
    pattern: /\bSessionState\b|\bStoredSession\b|\bfindSession\(|\block(Latest)?Session\(|\.state\.sides\b/,
    exceptions: [
      { path: 'src/domain/', reason: 'the rules themselves' },
      { path: 'src/matcher/', reason: 'keeps another state, and answers the server alone' },
      { path: 'src/server/sessions/', reason: 'keeps the state and makes the projections' },
      { path: 'src/server/practice/', reason: 'plays the other side of a practice matter, as that side' },
      { path: 'src/server/deals/render-deal-pdf.ts', reason: 'reads it to project it as a neutral sees it' },
      {
        path: 'src/server/notifications/send-reminders.ts',
        reason: 'is given it, and projects it for each side',
      },
    ],
    broken: [
      { path: 'src/server/messages/x.ts', text: 'const { state } = await findSession(db, id)' },
      { path: 'src/server/terms/x.ts', text: 'unit.state.sides[other].standing' },
      { path: 'src/web/routes/x.tsx', text: 'function Page({ state }: { state: SessionState }) {}' },
      { path: 'src/server/api/api.ts', text: 'return c.json((await findSession(db, id)).state)' },
    ],
    kept: [
      { path: 'src/server/sessions/read-matter-session.ts', text: 'viewSession(stored.state, viewer)' },
      { path: 'src/web/routes/x.tsx', text: 'loaderData.view.sides.plaintiff.keepRunning' },
    ],
  }),
  shipped({
    says: 'the server speaks through its log',
    because: '`ctx.log` is structured and tested for leaks; the console is for the person at the terminal.',
    pattern: /\bconsole\.\w+/,
    exceptions: [
      { path: 'src/server/start.ts', reason: 'entry point: tells who starts it' },
      { path: 'src/server/demo/main.ts', reason: 'entry point: tells who starts it' },
      { path: 'src/server/build-pages-main.ts', reason: 'entry point: tells who starts it' },
      { path: 'src/server/backup/run-program.ts', reason: 'entry points: backup and restore, at a terminal' },
      { path: 'src/server/journal/verify-main.ts', reason: 'entry point: verifies an export, offline' },
      { path: 'src/matcher/main.ts', reason: 'entry point: tells who starts it' },
      { path: 'src/emails/preview.ts', reason: 'entry point of `npm run emails`' },
    ],
    broken: [{ path: 'src/server/x.ts', text: `console.log('here')` }],
    kept: [{ path: 'src/server/start.ts', text: `console.log('Backchannel is at')` }],
  }),
  {
    says: 'types and checks are not waved through',
    because:
      'A value of unknown type is `unknown` and gets parsed; what a checker complains of is mended, not silenced.',
    violations: (file) => [
      ...matches(file, /(?:[:<,|&(]|\bas)\s*any\b(?!['\w])/),
      ...matches(
        file,
        /@ts-(?:ignore|expect-error|nocheck)|biome-(?:ignore)\b|eslint-(?:disable)/,
        file.text,
      ),
    ],
    broken: [
      { path: 'src/server/x.ts', text: `const x: ${'any'} = 1` },
      { path: 'src/server/x.ts', text: `f(x as ${'any'})` },
      { path: 'src/server/x.ts', text: `Record<string, ${'any'}>` },
      { path: 'src/server/x.ts', text: `// @ts-${'ignore'}` },
      { path: 'src/server/x.ts', text: `// biome-${'ignore'} lint: because` },
    ],
    kept: [{ path: 'src/server/x.ts', text: '// at any time: any of them\nconst anyOf = 1' }],
  },
  {
    says: 'every test runs, once, and waits for what it needs',
    because:
      'A skipped test is forgotten, a retry hides a race, a sleep is too short on some machine: wait for the event itself.',
    violations: (file) =>
      file.isTest
        ? matches(
            file,
            /\b(?:it|test|describe|suite)\.(?:skip|only|todo|fails|skipIf|runIf)\b|\bwaitForTimeout\(|[{,]\s*retry:\s*\d|timers\/promises'|=>\s*setTimeout\(/,
          )
        : [],
    broken: [
      { path: 'src/x.test.ts', text: `it.${'skip'}('x', () => {})` },
      { path: 'src/x.test.ts', text: `describe.${'only'}('x', () => {})` },
      { path: 'tests/e2e/x.test.ts', text: `await page.${'waitForTimeout'}(100)` },
      { path: 'src/x.test.ts', text: `await new Promise((done) => ${'setTimeout'}(done, 5))` },
    ],
    kept: [{ path: 'src/x.test.ts', text: `it('skips what is done', () => {})` }],
  },
  {
    says: 'a file has at most 400 lines',
    because: 'One concept a file; the median is about 80 lines.',
    violations: (file) => {
      const count = file.text.split('\n').length - 1
      return count > 400 ? [`${file.path} has ${count} lines`] : []
    },
    broken: [{ path: 'src/x.ts', text: '\n'.repeat(401) }],
    kept: [{ path: 'src/x.ts', text: '\n'.repeat(400) }],
  },
  {
    says: 'no schema of the contract has a field for a demand or an offer',
    because:
      'What a browser sends of a number is an envelope. A field for it in the clear would be in requests, memory and logs.',
    violations: (file) =>
      file.path.startsWith('src/contract/') && !file.isTest
        ? matches(
            file,
            /\b(?!amountInDispute)\w*(?:number|amount|demand|offer|bid|limit)(?:Cents|Minor)?\s*:\s*(?:z\.|\w*[aA]mount\w*(?:Schema)?\()/i,
          )
        : [],
    broken: [
      { path: 'src/contract/x.ts', text: 'z.object({ numberCents: z.bigint() })' },
      { path: 'src/contract/x.ts', text: 'z.object({ demand: z.string() })' },
      { path: 'src/contract/x.ts', text: 'z.object({ amount: z.string() })' },
    ],
    kept: [{ path: 'src/contract/x.ts', text: 'z.object({ amountInDisputeCents: z.bigint() })' }],
  },
]
