import type { KyselyPlugin } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { createPerson } from '../../../tests/support/people.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { SignUp } from '../../contract/accounts.ts'
import type { Context } from '../context.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'

/** The statements that run, by kind and in order: what takes time is there, and timing itself would prove little. */
async function statementsOf(ctx: Context, act: (ctx: Context) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const recorder: KyselyPlugin = {
    transformQuery({ node }) {
      statements.push(node.kind)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await act({ ...ctx, db: ctx.db.withPlugin(recorder) })
  return statements
}

describe('known and unknown addresses', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  })
  afterAll(() => server.close())

  const applicant = (email: string): SignUp => ({
    email,
    password: 'seven herons above a quiet mill',
    name: 'Nina Brandt',
    occupation: 'attorney',
    firm: '',
    timeZone: 'America/Chicago',
  })

  it.each([
    ['a sign-up', (ctx: Context, email: string) => signUp(ctx, applicant(email), null, new Headers())],
    [
      'a forgotten password',
      (ctx: Context, email: string) => requestPasswordReset(ctx, { email }, new Headers()),
    ],
  ])('run the same statements: %s', async (_, act) => {
    const { viewer } = await createPerson(server.ctx)
    const known = await statementsOf(server.ctx, (ctx) => act(ctx, viewer.email))
    const unknown = await statementsOf(server.ctx, (ctx) => act(ctx, 'nobody@nowhere.example'))
    expect(known.filter((kind) => kind === 'InsertQueryNode')).toHaveLength(3)
    expect(unknown).toEqual(known)
  })

  it('a sign-in asks the database as often, better-auth’s own questions counted', async () => {
    const { viewer } = await createPerson(server.ctx)
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    const questionsOf = async (email: string) => {
      asked.mockClear()
      await signIn(server.ctx, { email, password: 'not the password of anybody' }, new Headers())
      return asked.mock.calls.length
    }
    const known = await questionsOf(viewer.email)
    expect(known).toBeGreaterThan(2)
    expect(await questionsOf('nobody@nowhere.example')).toBe(known)
    asked.mockRestore()
  })
})
