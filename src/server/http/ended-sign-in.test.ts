import { expect, inject, test } from 'vitest'
import { openLogInto } from '../../../tests/support/log-lines.ts'
import { createPerson } from '../../../tests/support/people.ts'
import { startTestServer } from '../../../tests/support/test-server.ts'
import { paths } from '../../contract/paths.ts'

test('a form whose sign-in ends while it is under way leads to the sign-in', async () => {
  const log = openLogInto()
  const server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    http: true,
    log: log.logger,
    // Between the look at who asks and better-auth's own.
    change: (ctx) => {
      const { api } = ctx.auth
      const enableTwoFactor = (async (...asked: Parameters<typeof api.enableTwoFactor>) => {
        await ctx.db.deleteFrom('signIns').execute()
        return api.enableTwoFactor(...asked)
      }) as typeof api.enableTwoFactor
      return { ...ctx, auth: { ...ctx.auth, api: { ...api, enableTwoFactor } } }
    },
  })
  try {
    const { headers, password } = await createPerson(server.ctx)
    const sent = new Headers(headers)
    sent.set('Origin', server.url)
    const answer = await fetch(`${server.url}${paths.authenticatorApp()}`, {
      method: 'POST',
      headers: sent,
      body: new URLSearchParams({ intent: 'begin', password }),
      redirect: 'manual',
    })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe(paths.signIn())
    expect(log.lines().filter((line) => line.includes('page failed'))).toEqual([])
  } finally {
    await server.close()
  }
})
