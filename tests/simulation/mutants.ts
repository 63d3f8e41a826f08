/** A fault planted in a copy of the tree: `from` stands once in the file and becomes `to`. */
export type Mutant = {
  readonly name: string
  readonly file: string
  readonly from: string
  readonly to: string
}

/** Each breaks one of the ways in which nothing is lost, doubled or out of order; the simulation has to find it. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'what the matcher has recorded is not caught up with',
    file: 'src/server/sessions/with-session.ts',
    from: 'const rolled = await rollForward(unit)',
    to: 'const rolled = ok()',
  },
  {
    name: 'an entry goes to the matcher before what is due',
    file: 'src/server/sessions/with-session.ts',
    from: 'isQuiet(unit) ? await atOnce(unit) : null',
    to: 'await atOnce(unit)',
  },
  {
    name: 'a clock that jumps back takes what comes next before what both have seen',
    file: 'src/server/sessions/with-session.ts',
    from: 'now: Math.max(now, stored.state.lastSharedAt),',
    to: 'now,',
  },
  {
    name: 'time is read before the lock',
    file: 'src/server/sessions/run-command.ts',
    from: 'const opened = await openCommand(tx, sessionId, viewer.userId, request.key)',
    to: 'const early = await ctx.clock(tx); ctx = { ...ctx, clock: async () => early }; const opened = await openCommand(tx, sessionId, viewer.userId, request.key)',
  },
  {
    name: 'the session is not locked',
    file: 'src/server/sessions/session-store.ts',
    from: "where('id', '=', sessionId).forUpdate()",
    to: "where('id', '=', sessionId)",
  },
  {
    name: 'a known key is not answered from what is kept',
    file: 'src/server/sessions/run-command.ts',
    from: 'async () => receiptOf(known),',
    to: 'async () => null,',
  },
  {
    name: 'a refusal for the moment is kept as the answer',
    file: 'src/server/sessions/run-command.ts',
    from: 'return code === null || (known === null && !UNDECIDED.has(code))',
    to: 'return true',
  },
  {
    name: 'the key of what a crash has lost is not kept',
    file: 'src/server/sessions/call-matcher.ts',
    from: 'if (actor === null && record.seatId !== null) {',
    to: 'if (false) {',
  },
  {
    name: 'an entry that is caught up with has no row',
    file: 'src/server/sessions/call-matcher.ts',
    from: 'if (record.entryId !== null && record.seatId !== null && (',
    to: 'if (actor !== null && record.entryId !== null && record.seatId !== null && (',
  },
  {
    name: 'a job does not look again whether anything is due',
    file: 'src/server/sessions/perform-due.ts',
    from: 'if (!due || due.at > unit.now) return ok()',
    to: "if (!due || (due.at > unit.now && due.type !== 'close-opening')) return ok()",
  },
  {
    name: 'a command goes on while a due step waits for the matcher',
    file: 'src/server/sessions/perform-due.ts',
    from: 'if (!closed.ok) return failure(closed.error)',
    to: 'if (!closed.ok) return ok()',
  },
  {
    name: 'mail is queued outside of the transaction',
    file: 'src/server/mail/queue-mail.ts',
    from: 'const queued = await tx\n',
    to: 'const queued = await ctx.db\n',
  },
  {
    name: 'the matcher decides for a caller who has missed something',
    file: 'src/matcher/decision.ts',
    from: 'if (version > command.version) {',
    to: 'if (false) {',
  },
  {
    name: 'a change of lead lets in what the former lead has under way',
    file: 'src/server/sessions/take-seat.ts',
    from: 'if (step === null) return true',
    to: 'if (step === null || !unit.state.sides[change.side].standing) return true',
  },
  {
    name: 'the reason of an end is lost where others catch up with it',
    file: 'src/server/sessions/call-matcher.ts',
    from: 'await takeRecord(unit, record, null)\n  }\n  return answer.kind',
    to: "const { outcome } = record\n    const bare = outcome.kind === 'ended' ? { ...record, outcome: { kind: outcome.kind } } : record\n    await takeRecord(unit, bare, null)\n  }\n  return answer.kind",
  },
  {
    name: 'a deal that is recorded late bears its own instant',
    file: 'src/domain/session-numbers.ts',
    from: 'const dealAt = sharedInstant(state, at)',
    to: 'const dealAt = at',
  },
  {
    name: 'the bonus goes to the side whose entry made the deal',
    file: 'src/domain/session-numbers.ts',
    from: 'const waiting = otherSide(mover)',
    to: 'const waiting = mover',
  },
  {
    name: 'one side alone keeps the session running',
    file: 'src/domain/session-numbers.ts',
    from: 'state.sides.plaintiff.keepRunning && state.sides.defendant.keepRunning',
    to: 'state.sides.plaintiff.keepRunning || state.sides.defendant.keepRunning',
  },
  {
    name: 'an entry counts for another step than it was confirmed for',
    file: 'src/domain/session-numbers.ts',
    from: "return state.phase === step ? ok() : err('step-changed')",
    to: 'return ok()',
  },
  {
    name: 'a sweep does not see what a lost job has left',
    file: 'src/server/sessions/sweep-due.ts',
    from: '      await bringUpToDate(ctx, id)\n    }',
    to: '      void id\n    }',
  },
  {
    name: 'a due step that is done late bears the instant of its doing',
    file: 'src/server/sessions/perform-due.ts',
    from: 'const call = callOf(unit, due.at,',
    to: 'const call = callOf(unit, unit.now,',
  },
  {
    name: 'two workers have one mail at a time',
    file: 'src/server/mail/deliver-mail.ts',
    from: ".where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))",
    to: '',
  },
  {
    name: 'a mail has another Message-ID at each attempt',
    file: 'src/server/mail/deliver-mail.ts',
    from: 'await sendMail(ctx, { messageId,',
    to: "await sendMail(ctx, { messageId: messageId.replace('<', '<' + attempts),",
  },
  {
    name: 'a notice has two rows',
    file: 'src/server/notifications/spread-news.ts',
    from: 'for (const item of news) await',
    to: "for (const item of [...news, ...news.map((each) => ({ ...each, eventKey: each.eventKey + '/2' }))]) await",
  },
]
