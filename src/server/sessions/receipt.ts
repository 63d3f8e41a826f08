import type { CommandReceipt, CommandRefusal } from '../../contract/session-commands.ts'

export function done(): CommandReceipt {
  return { result: 'done', code: null, nextPossibleAt: null }
}

export function refused(code: CommandRefusal, nextPossibleAt: number | null = null): CommandReceipt {
  return { result: 'refused', code, nextPossibleAt }
}
