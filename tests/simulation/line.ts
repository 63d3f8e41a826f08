import type { Viewer } from '../../src/contract/viewer.ts'
import type { Instant } from '../../src/domain/deadlines.ts'
import { newThread, type Thread } from '../support/threads/threads.ts'
import type { Request } from './request.ts'

/** A process of the simulation: its lines die with it. */
export type Process = { readonly name: string; isAlive: boolean }

/** What a process died of. */
export class Died extends Error {}

/** A thread with what the checks and the faults have to know of it. */
export type Line = Thread & {
  readonly process: Process
  readonly viewer: Viewer | null
  readonly request: Request | null
  /** Whether its transaction has written anything; otherwise its commit brings nothing new. */
  hasWritten: boolean
  /** What the clock has read since the session's lock was taken; null where the line holds none. */
  readings: Instant[] | null
  /** A fault or an odd clock has touched it: it may answer that it does not know. */
  isTouched: boolean
  /** Whether it has asked the matcher for an act at an instant from before the lock that it holds. */
  actedBeforeLock: boolean
  /** Gives up waiting for the matcher's answer. */
  giveUp: (() => void) | null
}

type About = Pick<Line, 'process'> & Partial<Pick<Line, 'viewer' | 'request'>>

export function newLine(label: string, { process, viewer = null, request = null }: About): Line {
  return {
    ...newThread(label),
    process,
    viewer,
    request,
    hasWritten: false,
    readings: null,
    isTouched: false,
    actedBeforeLock: false,
    giveUp: null,
  }
}
