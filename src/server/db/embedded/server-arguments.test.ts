import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { quoteForShell, serverArguments } from './server-arguments.ts'

test('settings are added, but never open the server to the network', () => {
  const args = serverArguments(5000, { fsync: 'off', listen_addresses: '*', unix_socket_directories: '/tmp' })
  expect(args).toContain('fsync=off')
  expect(args.filter((arg) => /^(listen|unix)/.test(arg))).toEqual([
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
  ])
})

test('arguments reach the program through the shell as they are', () => {
  const args = [
    'plain',
    'a=b',
    '',
    'two words',
    `quotes ' and "`,
    '$HOME `id` \\',
    'search_path="$user", public',
  ]
  const shown = execFileSync('sh', ['-c', `printf '%s\\n' ${quoteForShell(args)}`], { encoding: 'utf8' })
  expect(shown.trimEnd().split('\n')).toEqual(args)
})
