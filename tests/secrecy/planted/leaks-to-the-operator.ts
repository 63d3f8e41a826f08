import { operator, type Plant } from './plant.ts'

/** What whoever reads the database, its backups or the log could notice. */
export const leaksToTheOperator: readonly Plant[] = [
  {
    name: 'the request of an entry may carry a note in the clear',
    row: 'free text',
    edits: [
      {
        file: 'src/contract/session-commands.ts',
        find: '  step,\n  envelope: envelopeSchema,\n})',
        replace: '  step,\n  envelope: envelopeSchema,\n  note: optionalText(200).optional(),\n})',
      },
    ],
    caughtBy: [{ test: 'tests/secrecy/no-note-beside-a-number.test.ts' }],
  },
  {
    name: 'the hash beside an envelope is made of the number itself',
    row: 'hashes',
    edits: [
      {
        file: 'src/matcher/accept-entry.ts',
        find: 'return record(decision, { operation, side, seatId, entryId, outcome }, sealed, [',
        replace:
          "return record(decision, { operation, side, seatId, entryId, outcome }, { ...sealed, envelopeSha256: createHash('sha256').update(String(numbers.own)).digest() }, [",
      },
    ],
    caughtBy: [operator(40)],
  },
  {
    name: 'the key of a repeat is made of the number',
    row: 'hashes',
    edits: [
      {
        file: 'src/matcher/accept-entry.ts',
        find: '  const stands = { sessionId',
        replace:
          "  decision.command.idempotencyKey = createHash('sha256').update(String(numbers.own)).digest('base64url')\n  const stands = { sessionId",
      },
    ],
    caughtBy: [operator(20)],
  },
  {
    name: 'the matcher logs how many figures it draws from',
    row: 'errors and logs',
    edits: [
      {
        file: 'src/matcher/open-matcher.ts',
        find: '  const keyStore = ',
        replace:
          "  const draw: typeof options.draw = (n) => {\n    log.warn({ cause: String(n) }, 'drawing')\n    return options.draw(n)\n  }\n  const keyStore = ",
      },
      {
        file: 'src/matcher/open-matcher.ts',
        find: 'const { databaseUrl, keyFolder, clock, draw, ',
        replace: 'const { databaseUrl, keyFolder, clock, ',
      },
    ],
    caughtBy: [operator(40)],
  },
  {
    name: 'the log says how many digits a number has: length alone',
    row: 'errors and logs',
    edits: [
      {
        file: 'src/matcher/accept-entry.ts',
        find: '  const nextPossibleAt = nextEntryAt(',
        replace: '  const digits = String(numbers.own % 7n)\n  const nextPossibleAt = nextEntryAt(',
      },
      {
        file: 'src/matcher/accept-entry.ts',
        find: 'seatInstantWrite({ id: seatId, lastAt: at })',
        replace: 'seatInstantWrite({ id: seatId, lastAt: at + Number(digits) })',
      },
    ],
    caughtBy: [operator(20)],
  },
  {
    name: 'an error is logged with its message',
    row: 'errors and logs',
    edits: [
      {
        file: 'src/server/describe-error.ts',
        find: 'place.trim()}`.trim()',
        replace: 'place.trim()} `.trim() + error.message',
      },
    ],
    caughtBy: [{ test: 'src/server/api/api.test.ts', titled: 'a fault answers with no word' }],
  },
  {
    name: 'the number stands in a column beside its envelope',
    row: 'errors and logs',
    edits: [
      {
        file: 'migrations/0002-matcher.ts',
        find: '      envelope bytea not null check (length(envelope) = 113),\n      primary key (session_id, side)',
        replace:
          '      envelope bytea not null check (length(envelope) = 113),\n      amount_cents int8 check (amount_cents > 0),\n      primary key (session_id, side)',
      },
      {
        file: 'src/matcher/accept-entry.ts',
        find: 'const stands = { sessionId: session.id, side, entryId, step, envelope: sealed.envelope }',
        replace:
          'const stands = { sessionId: session.id, side, entryId, step, envelope: sealed.envelope, amountCents: numbers.own }',
      },
      {
        file: 'src/matcher/store.ts',
        find: '{ sessionId, side, entryId, step, envelope }: Standing',
        replace: '{ sessionId, side, entryId, step, envelope, amountCents }: Standing',
      },
      {
        file: 'src/matcher/store.ts',
        find: '.set({ entryId, step, envelope })',
        replace: '.set({ entryId, step, envelope, amountCents })',
      },
    ],
    caughtBy: [operator(20)],
  },
  {
    name: 'a session’s key outlives its end',
    row: 'what a backup keeps',
    edits: [
      {
        file: 'src/matcher/decision.ts',
        find: 'if (hasEnded) await eraseEnvelopes(tx, session.id)',
        replace: '',
      },
    ],
    caughtBy: [operator(20), { test: 'src/matcher/matcher.test.ts' }],
  },
  {
    name: 'no two envelopes may be the same, says an index',
    row: 'keys over secrets',
    edits: [
      {
        file: 'migrations/0002-matcher.ts',
        find: '    create unique index records_one_close ',
        replace:
          '    create unique index records_one_envelope on matcher.records (envelope_sha256);\n    create unique index records_one_close ',
      },
    ],
    caughtBy: [{ test: 'tests/secrecy/catalogue.test.ts' }],
  },
  {
    name: 'the web server’s role may read sealed numbers',
    row: 'keys over secrets',
    edits: [
      {
        file: 'migrations/0002-matcher.ts',
        find: '    grant usage on schema matcher to backchannel_matcher;\n',
        replace:
          '    grant usage on schema matcher to backchannel_matcher, backchannel_web;\n    alter default privileges in schema matcher grant select on tables to backchannel_web;\n',
      },
    ],
    caughtBy: [{ test: 'tests/secrecy/catalogue.test.ts' }],
  },
]
