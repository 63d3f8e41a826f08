import type { Plant } from './plant.ts'

/** Failures for which the row's own test is there. */
export const failuresByRow: readonly Plant[] = [
  {
    name: 'the field of a number may be filled in by the browser',
    row: 'what a browser keeps',
    edits: [
      {
        file: 'src/web/components/number/number-field.tsx',
        find: '        autoComplete="off"\n',
        replace: '',
      },
    ],
    caughtBy: [{ test: 'src/web/components/number/number-field.test.tsx' }],
  },
  {
    name: 'a browser may keep pages that are behind the sign-in',
    row: 'what a browser keeps',
    edits: [
      {
        file: 'src/server/http/security-headers.ts',
        find: "headers.set('Cache-Control', 'no-store')",
        replace: "headers.set('Cache-Control', 'private, max-age=60')",
      },
    ],
    caughtBy: [{ test: 'src/server/http/security-headers.test.ts' }],
  },
  {
    name: 'the deal’s paper names its reader first: other bytes for each side',
    row: 'paper',
    edits: [
      {
        file: 'src/server/deals/render-deal-pdf.ts',
        find: 'return record ? new Uint8Array(await renderDealRecord(record)) : null',
        replace:
          'return record ? new Uint8Array(await renderDealRecord({ ...record, caption: record.caption + viewer.name })) : null',
      },
    ],
    caughtBy: [{ test: 'src/server/deals/render-deal-pdf.test.ts' }],
  },
  {
    name: 'a matter opens for anybody who knows its id',
    row: 'foreign objects',
    edits: [
      {
        file: 'src/server/matters/seat-access.ts',
        find: "    .where('seatPeople.userId', '=', userId)\n",
        // Their own seat for who has one: everything else goes on.
        replace: "    .orderBy((eb) => eb('seatPeople.userId', '=', userId), 'desc')\n",
      },
    ],
    caughtBy: [{ test: 'src/server/api/api.test.ts', titled: 'for a stranger' }],
  },
  {
    name: 'a foreign session answers otherwise than a missing one',
    row: 'foreign objects',
    edits: [
      {
        file: 'src/server/sessions/run-command.ts',
        find: "if (!opened) return refused('not-found')",
        replace:
          "if (!opened) return refused((await tx.selectFrom('sessions').select('id').where('id', '=', sessionId).executeTakeFirst()) ? 'not-allowed' : 'not-found')",
      },
    ],
    caughtBy: [{ test: 'src/server/api/api.test.ts', titled: 'for a stranger' }],
  },
  {
    name: 'time is read before the lock',
    row: 'deadlines',
    edits: [
      {
        file: 'src/server/sessions/run-command.ts',
        find: '      const opened = await openCommand(',
        replace: '      const early = await ctx.clock(tx)\n      const opened = await openCommand(',
      },
      {
        file: 'src/server/sessions/run-command.ts',
        find: 'await openUnit(ctx, tx, opened.stored, last)',
        replace: 'await openUnit({ ...ctx, clock: async () => early }, tx, opened.stored, last)',
      },
    ],
    caughtBy: [{ test: 'src/server/sessions/session-races.test.ts', titled: 'waited past the close' }],
  },
  {
    name: 'the window of opening is a millisecond too long',
    row: 'deadlines',
    edits: [
      {
        file: 'src/server/sessions/perform-due.ts',
        find: 'if (!due || due.at > unit.now) return ok()',
        replace: 'if (!due || due.at >= unit.now) return ok()',
      },
    ],
    caughtBy: [{ test: 'src/server/sessions/with-session.test.ts', titled: 'half-open' }],
  },
  {
    name: 'a decision does not wait for the one before it',
    row: 'both at once',
    edits: [
      {
        file: 'src/server/sessions/session-store.ts',
        find: ".where('id', '=', sessionId).forUpdate(),",
        replace: ".where('id', '=', sessionId),",
      },
    ],
    caughtBy: [{ test: 'src/server/sessions/session-races.test.ts', titled: 'cross: one deal' }],
  },
  {
    name: 'an envelope is accepted unread',
    row: 'a bad envelope',
    edits: [
      {
        file: 'src/matcher/accept-entry.ts',
        find: "  if (numbers.own === null) return { kind: 'refused', code: 'envelope-unreadable' }\n  if (!isWithinLimits(numbers.own)) return { kind: 'refused', code: 'number-out-of-range' }\n",
        replace: '  numbers.own ??= 0n\n',
      },
    ],
    caughtBy: [{ test: 'src/matcher/accept-entry.test.ts' }],
  },
  {
    name: 'another body under a known key is done too',
    row: 'replay',
    edits: [
      {
        file: 'src/server/sessions/idempotency.ts',
        find: "  if (!bodyHash(request).equals(row.bodySha256)) return { kind: 'other-body' }\n",
        replace: '  if (!bodyHash(request).equals(row.bodySha256)) return null\n',
      },
    ],
    caughtBy: [{ test: 'src/server/api/api.test.ts', titled: 'with another body, none' }],
  },
  {
    name: 'an invitation serves whoever holds its link',
    row: 'invitations',
    edits: [
      {
        file: 'src/server/invitations/accept-invitation.ts',
        find: 'if (person.email !== invitation.email || !person.emailVerified) {',
        replace: 'if (!person.emailVerified) {',
      },
    ],
    caughtBy: [
      { test: 'src/server/invitations/accept-invitation.test.ts', titled: 'is refused to another address' },
    ],
  },
  {
    name: 'the token of an invitation is kept as it is',
    row: 'invitations',
    edits: [
      {
        file: 'src/server/invitations/invitation-token.ts',
        find: "return createHash('sha256').update(token).digest('hex')",
        replace: 'return createHash ? token : token',
      },
    ],
    caughtBy: [{ test: 'src/server/invitations/send-invitations.test.ts', titled: 'is nowhere a link' }],
  },
  {
    name: 'one firm may hold both seats',
    row: 'same person on both seats',
    edits: [
      {
        file: 'src/server/invitations/refuse-person.ts',
        find: "return isOneOfThem ? err('seat-refused') : ok()",
        replace: "return isOneOfThem && person.name === '' ? err('seat-refused') : ok()",
      },
    ],
    caughtBy: [
      { test: 'src/server/invitations/accept-invitation.test.ts', titled: 'not somebody of the same firm' },
    ],
  },
  {
    name: 'a removed member’s stream goes on',
    row: 'removed members',
    edits: [
      {
        file: 'src/server/live/stream-events.ts',
        find: 'return now?.seatId === seat.seatId',
        replace: 'return now?.seatId === seat.seatId || now === null',
      },
    ],
    caughtBy: [{ test: 'src/server/live/stream-events.test.ts', titled: 'end at once' }],
  },
  {
    name: 'a removed member’s command still counts',
    row: 'removed members',
    edits: [
      {
        file: 'src/server/sessions/open-command.ts',
        find: "          .where('seatPeople.removedAt', 'is', null)\n",
        replace: '',
      },
    ],
    caughtBy: [{ test: 'src/server/sessions/session-races.test.ts', titled: 'a member removed' }],
  },
  {
    name: 'an address without an account is told so at the sign-in',
    row: 'who has an account',
    edits: [
      {
        file: 'src/server/accounts/sign-in.ts',
        find: '  const answer = await callAuth(',
        replace:
          "  const known = await ctx.db.selectFrom('users').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst()\n  if (!known) return err('too-many-attempts')\n  const answer = await callAuth(",
      },
    ],
    caughtBy: [{ test: 'src/server/accounts/sign-in.test.ts', titled: 'answers alike' }],
  },
  {
    name: 'a variable of the environment moves the shipped clock',
    row: 'back doors',
    edits: [
      {
        file: 'src/server/db/clock.ts',
        find: '  return now\n',
        replace: '  return now + Number(process.env.CLOCK_OFFSET_MS ?? 0)\n',
      },
    ],
    caughtBy: [{ test: 'tests/architecture.test.ts' }],
  },
  {
    name: 'the web server can open what is sealed',
    row: 'insiders',
    edits: [
      {
        file: 'src/server/sessions/enter-number.ts',
        find: "import { done, refused } from './receipt.ts'\n",
        replace:
          "import { openEnvelope } from '../../matcher/envelope.ts'\nimport { done, refused } from './receipt.ts'\n\nexport const supportOpens = openEnvelope\n",
      },
    ],
    caughtBy: [{ test: 'tests/architecture.test.ts' }],
  },
]
