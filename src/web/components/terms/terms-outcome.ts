import {
  type DocumentProblem,
  describeDocumentProblem,
  TERMS_MEDIA_TYPES,
} from '../../../contract/documents.ts'
import type { SessionRefusal } from '../../../domain/session.ts'

export type TermsProblem =
  | SessionRefusal
  | DocumentProblem
  | 'not-found'
  | 'not-allowed'
  | 'temporarily-unavailable'
  | 'terms-unchanged'
  | 'rules-version-changed'
  | 'start-not-a-time'
  | 'start-skipped-by-clocks'
  | 'start-twice-by-clocks'
  | 'start-too-far'

/** Why a step of the terms was refused, for the person who took it. */
export function describeTermsProblem(problem: TermsProblem): string {
  return isDocumentProblem(problem)
    ? describeDocumentProblem(problem, TERMS_MEDIA_TYPES)
    : DESCRIPTIONS[problem]
}

function isDocumentProblem(problem: TermsProblem): problem is DocumentProblem {
  return problem.startsWith('file-')
}

const DESCRIPTIONS: Readonly<Record<Exclude<TermsProblem, DocumentProblem>, string>> = {
  'session-ended': 'The session has ended. Nothing was changed.',
  'not-open-yet': 'Opening has not begun. Nothing was changed.',
  'session-held': 'The session is on hold. Nothing was changed.',
  'terms-frozen': 'Opening has begun, and with it the terms are frozen. Nothing was changed.',
  'terms-version-changed':
    'A newer version was added meanwhile, so nothing was approved. Read the current version first.',
  'terms-not-settled':
    'The terms are no longer settled: a version was added, or an approval or a skip was taken back. Nothing was accepted.',
  'start-passed': 'This start lies in the past. Choose a later one, or leave the start open.',
  'start-proposal-changed':
    'The proposal was changed or taken back meanwhile. Nothing was agreed; look at the current one.',
  'not-found': 'This is no longer there. Reload the page.',
  'not-allowed': 'Your role on this matter does not allow it. The lead of your side can do this.',
  'temporarily-unavailable':
    'This cannot be done at the moment. Nothing was changed; please try again in a minute.',
  'terms-unchanged':
    'This is, byte for byte, the document of the current version. It was not added again, so that no approval is undone.',
  'rules-version-changed':
    'The rules were published in a new version meanwhile. Read it and accept that one.',
  'start-not-a-time': 'There is no such day or time. Check the date, for example for February 30.',
  'start-skipped-by-clocks':
    'On that day the clocks are set forward over this time, so it never comes. Choose another time.',
  'start-twice-by-clocks':
    'On that day the clocks are set back, so this time comes twice. Choose a time that comes once.',
  'start-too-far': 'This start is more than a year away. Check the year.',
}

/** What a form of the terms page asked for. */
export const TERMS_INTENTS = [
  'upload',
  'reuse',
  'approve',
  'withdraw-approval',
  'skip',
  'withdraw-skip',
  'withdraw-acceptance',
  'propose-start',
  'accept-start',
  'withdraw-start',
  'comment',
] as const
export type TermsIntent = (typeof TERMS_INTENTS)[number]

/** What came of it: said on the page where the form stands. */
export type TermsOutcome = {
  readonly intent: TermsIntent
  readonly problem: TermsProblem | null
}

/** Said where it was done. */
export const DONE_WORDS: Readonly<Record<TermsIntent, string>> = {
  upload: 'The new version is here, for both sides to read.',
  reuse: 'The earlier terms are the current version now. Nobody has approved them yet.',
  approve: 'Your side approves this version.',
  'withdraw-approval': 'Your side’s approval is taken back.',
  skip: 'Your side wishes to skip.',
  'withdraw-skip': 'Your side’s wish to skip is taken back.',
  'withdraw-acceptance': 'Your side’s acceptance is taken back.',
  'propose-start': 'Your proposal is with the other side. If it was the same as theirs, it is agreed.',
  'accept-start': 'The later start is agreed.',
  'withdraw-start': 'Your side’s proposal is taken back.',
  comment: 'Your comment is posted.',
}
