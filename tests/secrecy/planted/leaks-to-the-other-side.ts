import { activity, type Plant, value } from './plant.ts'

/** What the other side could notice, while it negotiates or after a deal. */
export const leaksToTheOtherSide: readonly Plant[] = [
  {
    name: 'the session’s answer tells the matcher’s version, which counts entries',
    row: 'answers',
    edits: [
      {
        file: 'src/server/sessions/read-matter-session.ts',
        find: '      ordinal: stored.ordinal,\n',
        replace: '      ordinal: stored.ordinal,\n      version: stored.matcherVersion,\n',
      },
    ],
    caughtBy: [activity(20)],
  },
  {
    name: 'the session’s answer is longer by a blank for each entry: length alone',
    row: 'answers',
    edits: [
      {
        file: 'src/server/sessions/read-matter-session.ts',
        find: '      ordinal: stored.ordinal,\n',
        replace: "      ordinal: stored.ordinal,\n      padding: ' '.repeat(stored.matcherVersion),\n",
      },
    ],
    caughtBy: [activity(20)],
  },
  {
    name: 'an ETag is made over the whole state of the session',
    row: 'answers',
    edits: [
      {
        file: 'src/server/api/api.ts',
        find: '    return session ? c.json(session) : c.json(refusal',
        replace: `    if (session) {
      const { createHash } = await import('node:crypto')
      const { state } = await ctx.db.selectFrom('sessions').select('state').where('id', '=', session.session.id).executeTakeFirstOrThrow()
      c.header('ETag', createHash('sha256').update(JSON.stringify(state)).digest('base64url'))
    }
    return session ? c.json(session) : c.json(refusal`,
      },
    ],
    caughtBy: [activity(20)],
  },
  {
    name: 'Last-Modified is the instant of whatever entry came last',
    row: 'answers',
    edits: [
      {
        file: 'src/server/api/api.ts',
        find: '    return session ? c.json(session) : c.json(refusal',
        replace: `    if (session) {
      const { at } = await ctx.db.selectFrom('entries').select((eb) => eb.fn.max('at').as('at')).where('sessionId', '=', session.session.id).executeTakeFirstOrThrow()
      c.header('Last-Modified', new Date(Number(at ?? 0)).toUTCString())
    }
    return session ? c.json(session) : c.json(refusal`,
      },
    ],
    caughtBy: [activity(20)],
  },
  {
    name: 'a refusal says more where a number stands opposite',
    row: 'answers',
    edits: [
      {
        file: 'src/server/sessions/withdraw-number.ts',
        find: 'return refused(permitted.error)',
        replace:
          'return refused(permitted.error, Object.values(unit.state.sides).some(({ standing }) => standing) ? 0 : null)',
      },
    ],
    caughtBy: [activity(40)],
  },
  {
    name: 'the receipt of an entry says that it made the deal',
    row: 'answers',
    edits: [
      {
        file: 'src/server/sessions/enter-number.ts',
        find: '      else await takeRecord(unit, answer.record, seat.userId)\n      return done()',
        replace:
          "      else await takeRecord(unit, answer.record, seat.userId)\n      return { ...done(), nextPossibleAt: answer.record.outcome.kind === 'deal' ? 0 : null }",
      },
    ],
    caughtBy: [value(80), activity(80)],
  },
  {
    name: 'after the deal, it tells how often numbers were entered',
    row: 'answers',
    edits: [
      {
        file: 'src/server/deals/find-deal.ts',
        find: '  if (!row) return null\n',
        replace: `  if (!row) return null
  const { count } = await db.selectFrom('entries').select((eb) => eb.fn.countAll().as('count')).where('sessionId', '=', sessionId).executeTakeFirstOrThrow()
`,
      },
      {
        file: 'src/server/deals/find-deal.ts',
        find: '    at: row.at,\n',
        replace: '    at: row.at,\n    entries: Number(count),\n',
      },
    ],
    caughtBy: [activity(40)],
  },
  {
    name: 'after the deal, the journal tells whether the numbers met or crossed',
    row: 'answers',
    edits: [
      {
        file: 'src/matcher/protocol.ts',
        find: 'dealNumberCents: z.string().regex(/^[1-9]\\d{2,12}$/) }),',
        replace: 'dealNumberCents: z.string().regex(/^[1-9]\\d{2,12}$/), exact: z.boolean().optional() }),',
      },
      {
        file: 'src/matcher/accept-entry.ts',
        find: "{ kind: 'deal', dealNumberCents: dealNumber.toString() }",
        replace:
          "{ kind: 'deal', dealNumberCents: dealNumber.toString(), exact: numbers.own === numbers.opposite }",
      },
      {
        file: 'src/server/sessions/call-matcher.ts',
        find: 'happen(unit, eventsOf(unit.state, fact), actor)',
        replace:
          "happen(unit, eventsOf(unit.state, fact).map((event) => event.type === 'deal-made' ? { ...event, exact: record.outcome.exact ?? false } : event), actor)",
      },
    ],
    caughtBy: [value(100)],
  },
  {
    name: 'the journal numbers the records of all chains in one sequence',
    row: 'shared counters and clocks',
    edits: [
      {
        file: 'migrations/0021-append-to-a-journal.ts',
        find: 'where j.matter_id = $1 and j.chain = $2 order by',
        replace: 'where j.matter_id = $1 order by',
      },
    ],
    caughtBy: [activity(20)],
  },
  {
    name: 'requests are numbered across people',
    row: 'shared counters and clocks',
    edits: [
      {
        file: 'src/server/http/app.ts',
        find: "    c.set('requestId', ctx.chance.newId())",
        replace:
          "    const counted = globalThis as unknown as { requests?: number }\n    counted.requests = (counted.requests ?? 0) + 1\n    c.set('requestId', String(counted.requests))",
      },
    ],
    caughtBy: [activity(20)],
  },
  {
    name: 'the entry limit counts the entries of both seats',
    row: 'shared counters and clocks',
    edits: [
      {
        file: 'src/matcher/store.ts',
        find: "    .where('seatId', '=', seatId)\n    .where('entryId', 'is not', null)",
        replace: "    .where('seatId', 'is not', null)\n    .where('entryId', 'is not', null)",
      },
    ],
    caughtBy: [activity(60)],
  },
  {
    name: 'an idempotency key is taken whoever used it',
    row: 'shared counters and clocks',
    edits: [
      {
        file: 'src/server/sessions/open-command.ts',
        find: "join.onRef('known.seatId', '=', 'place.seatId').on('known.key', '=', key)",
        replace: "join.on('known.key', '=', key)",
      },
    ],
    caughtBy: [activity(40)],
  },
  {
    name: 'the other side’s entry pushes the own clock on',
    row: 'shared counters and clocks',
    edits: [
      {
        file: 'src/domain/session-numbers.ts',
        find: 'return Math.max(now, state.lastSharedAt, state.sides[side].lastOwnAt)',
        replace:
          'return Math.max(now, state.lastSharedAt, state.sides[side].lastOwnAt, state.sides[otherSide(side)].lastOwnAt)',
      },
    ],
    caughtBy: [activity(120)],
  },
  {
    name: 'a reminder says that the other side’s number is missing',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/server/notifications/send-reminders.ts',
        find: "viewSession(state, { kind: 'side', side, role: 'lead' }).own?.standing === null",
        replace: "state.sides[side === 'plaintiff' ? 'defendant' : 'plaintiff'].standing === null",
      },
    ],
    caughtBy: [activity(30)],
  },
  {
    name: 'nobody is reminded where both numbers stand',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/server/notifications/send-reminders.ts',
        find: '  if (!reminder) return\n',
        replace:
          '  if (!reminder || Object.values(state.sides).every(({ standing }) => standing !== null)) return\n',
      },
    ],
    caughtBy: [activity(60)],
  },
  {
    name: 'the subject of the mail on the close depends on what the other side did',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/server/notifications/announce.ts',
        find: '  const news = shared.flatMap(({ event, actor }) => sessionNews({ sessionId, event, actor, together }) ?? [])\n',
        replace: `  const { count } = await tx.selectFrom('entries').select((eb) => eb.fn.countAll().as('count')).where('sessionId', '=', sessionId).executeTakeFirstOrThrow()
  const news = shared
    .flatMap(({ event, actor }) => sessionNews({ sessionId, event, actor, together }) ?? [])
    .map((item) => ({
      ...item,
      tell: (reader: Parameters<typeof item.tell>[0]) => {
        const said = item.tell(reader)
        return { ...said, content: { ...said.content, subject: said.content.subject + (Number(count) % 2 === 0 ? '' : '.') } }
      },
    }))
`,
      },
    ],
    caughtBy: [activity(30)],
  },
  {
    name: 'live events of an entry go to both sides',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/server/sessions/save-session.ts',
        find: "{ audience: event.side, topic: 'number' as const }",
        replace: "{ audience: 'both' as const, topic: 'number' as const }",
      },
    ],
    caughtBy: [activity(20)],
  },
  {
    name: 'a page hears the events of the whole matter',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/server/live/live-events.ts',
        find: "  const isFor = signal.audience === 'both' || signal.audience === interest.seat.seatId\n  return isFor ? signal.topic : null",
        replace: '  return signal.topic',
      },
    ],
    caughtBy: [activity(20)],
  },
  {
    name: 'the list is sorted by the last act of either side',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/server/sessions/save-session.ts',
        find: '  const seen = unit.happened.filter(({ event }) => !isOwnEvent(event) || event.side === side)\n',
        replace: '  const seen = unit.happened\n',
      },
    ],
    caughtBy: [activity(40)],
  },
  {
    name: 'whose turn it is comes from the other side’s number',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/domain/visibility.ts',
        find: "return own.standing ? 'number-stands' : 'enter-number'",
        replace: "return own.standing && other.standing ? 'number-stands' : 'enter-number'",
      },
    ],
    caughtBy: [activity(30)],
  },
  {
    name: 'notices are counted for an entry of the other side',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/server/notifications/announce.ts',
        find: '  await spreadNews(ctx, tx, { matterId, isPractice, news })\n}\n',
        replace: `  await spreadNews(ctx, tx, { matterId, isPractice, news })
  if (shared.length < happened.length) {
    await tx.updateTable('notices').set({ readAt: null }).where('matterId', '=', matterId).execute()
  }
}
`,
      },
    ],
    caughtBy: [activity(60), { test: 'src/server/notifications/announce.test.ts' }],
  },
  {
    name: 'the calendar depends on what was entered',
    row: 'mail, events, lists and turns',
    edits: [
      {
        file: 'src/server/notifications/get-calendar.ts',
        find: '      extensions,\n      now,\n',
        replace:
          "      now,\n      extensions: extensions + Number((await ctx.db.selectFrom('entries').select((eb) => eb.fn.countAll().as('count')).where('sessionId', '=', session.id).executeTakeFirstOrThrow()).count),\n",
      },
    ],
    caughtBy: [activity(40)],
  },
  {
    name: 'after the deal, its paper counts the entries in its session’s line',
    row: 'paper',
    edits: [
      {
        file: 'src/server/deals/render-deal-pdf.ts',
        find: '    caseNumber: matter.caseNumber,\n',
        replace:
          "    caseNumber: matter.caseNumber + (await ctx.db.selectFrom('entries').select('at').where('sessionId', '=', sessionId).execute()).length,\n",
      },
    ],
    caughtBy: [activity(60)],
  },
  {
    name: 'the journal’s export holds the other side’s chain too',
    row: 'foreign objects',
    edits: [
      {
        file: 'src/server/journal/export-journal.ts',
        find: "const chains = ['shared', seat.side] as const",
        replace: "const chains = ['shared', 'plaintiff', 'defendant'] as const",
      },
    ],
    caughtBy: [activity(40)],
  },
  {
    name: 'the preview as the other side shows its very own view',
    row: 'foreign objects',
    edits: [
      {
        file: 'src/server/sessions/read-as-other-side.ts',
        find: "viewSession(stored.state, { kind: 'neutral' })",
        replace:
          "viewSession(stored.state, { kind: 'side', side: seat.side === 'plaintiff' ? 'defendant' : 'plaintiff', role: 'lead' })",
      },
    ],
    caughtBy: [activity(40)],
  },
]
