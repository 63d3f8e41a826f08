import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Services } from '../../src/server/services.ts'
import { CANARY_CENTS } from './fuzz-server.ts'
import { openFuzzed } from './open-fuzzed.ts'

/** For the answers that never come; those of a busy machine may be taken for such, which does no harm here. */
const PATIENCE_MS = 1_000

let fuzzed: Awaited<ReturnType<typeof openFuzzed>>

beforeAll(async () => {
  fuzzed = await openFuzzed(inject('clusterUrl'), plantFaults)
})
afterAll(() => fuzzed.close())

test.each([
  ['a use case that throws at some texts', /^POST .*\/messages/, 300, 'status 500'],
  ['a page that waits without end for an id that is none', /^GET .*\/activity/, 60, 'answer: none'],
  ['a page that repeats the number', /^GET .*\/people/, 60, 'a number in the clear'],
  [
    'a page that is kept without a look at who asks',
    /^GET .*\/messages/,
    100,
    'something of a matter that is not theirs',
  ],
])('%s is found', async (_, only, requests, what) => {
  const run = { requests, seed: 3, only, patienceMs: PATIENCE_MS }
  const { findings } = await fuzzed.fuzz(run)
  expect(findings.map((found) => found.what)).toContain(what)
})

function plantFaults(services: Services): Services {
  const { activity, matters, messages } = services
  const kept = new Map<string, Awaited<ReturnType<typeof messages.listMessages>>>()
  return {
    ...services,
    messages: {
      async sendMessage(viewer, message) {
        if (/[^\w\s.,?!]/.test(message.body)) throw new TypeError('a letter nobody thought of')
        return messages.sendMessage(viewer, message)
      },
      async listMessages(viewer, matterId, page) {
        const listed = kept.get(matterId) ?? (await messages.listMessages(viewer, matterId, page))
        if (listed) kept.set(matterId, listed)
        return listed
      },
    },
    activity: {
      ...activity,
      async listActivity(viewer, matterId, ...rest) {
        if (!matterId.includes('-')) return new Promise(() => {})
        return activity.listActivity(viewer, matterId, ...rest)
      },
    },
    matters: {
      ...matters,
      async readPeople(viewer, matterId) {
        const read = await matters.readPeople(viewer, matterId)
        return read && { ...read, about: `${CANARY_CENTS}` }
      },
    },
  }
}
