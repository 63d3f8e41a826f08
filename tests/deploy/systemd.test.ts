import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** By systemd's own checker where it is installed, and by what these units promise everywhere. */
const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'deploy')
const UNITS = readdirSync(FOLDER).filter((name) => name.endsWith('.service'))
const CHECKER = '/usr/bin/systemd-analyze'

const HARDENING = [
  'NoNewPrivileges=yes',
  'ProtectSystem=strict',
  'ProtectHome=yes',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  'CapabilityBoundingSet=',
  'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
  'SystemCallFilter=@system-service',
  'LimitCORE=0',
]

function faultsOf(unit: string): string[] {
  const lines = unit.split('\n')
  const value = (key: string) => lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1) ?? ''
  const faults = HARDENING.filter((line) => !lines.includes(line)).map((line) => `lacks ${line}`)
  const entry = value('ExecStart').split(' ')[1] ?? ''
  if (!existsSync(join(ROOT, entry))) faults.push(`${entry} is not there`)
  if (['', 'root'].includes(value('User'))) faults.push('runs as root')
  // Draining, what is under way, jobs: each has its own time-out.
  if (Number(value('TimeoutStopSec')) < 60) faults.push('is killed before it has stopped')
  const isMatcher = entry === 'src/matcher/main.ts'
  if (isMatcher !== (value('User') === 'backchannel-matcher'))
    faults.push('the matcher has a user of its own')
  if (isMatcher !== unit.includes('backchannel-keys')) faults.push('the keys are the matcher’s alone')
  return faults
}

/** What systemd says of a unit, as of a file of its own; '' where it has nothing to say. */
async function verified(name: string, unit: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-units-'))
  // Wherever node is on this machine.
  await writeFile(join(folder, name), unit.replaceAll('/usr/bin/node', process.execPath))
  const said = await new Promise<string>((resolve) => {
    execFile(CHECKER, ['verify', '--man=no', join(folder, name)], (error, stdout, stderr) =>
      resolve(`${error === null ? '' : `exit ${error.code}\n`}${stdout}${stderr}`),
    )
  })
  await rm(folder, { recursive: true })
  return said
}

test('there is one for each kind of process', () => {
  expect(UNITS.sort()).toEqual([
    'backchannel-matcher.service',
    'backchannel-web@.service',
    'backchannel-worker@.service',
  ])
})

describe.each(UNITS)('%s', (name) => {
  const unit = readFileSync(join(FOLDER, name), 'utf8')

  test('has no fault', async () => {
    expect(faultsOf(unit)).toEqual([])
    if (existsSync(CHECKER)) expect(await verified(name, unit)).toBe('')
  })

  test.each([
    ['NoNewPrivileges=yes', '', /lacks NoNewPrivileges/],
    ['ProtectSystem=strict', 'ProtectSystem=full', /lacks ProtectSystem=strict/],
    ['TimeoutStopSec=60', 'TimeoutStopSec=5', /killed before/],
    ['main.ts', 'gone.ts', /is not there/],
    [/^User=.*$/m, 'User=root', /runs as root/],
  ] as const)('would be found to have one, with %s as "%s"', (from, to, fault) => {
    const broken = unit.replace(from, to)
    expect(broken).not.toBe(unit)
    expect(faultsOf(broken).join('\n')).toMatch(fault)
  })

  test('would be found by systemd to have a directive it does not know', async () => {
    const broken = unit.replace('PrivateTmp=yes', 'PrivateTemp=yes')
    if (existsSync(CHECKER)) expect(await verified(name, broken)).toContain('PrivateTemp')
    expect(faultsOf(broken)).toContain('lacks PrivateTmp=yes')
  })
})
