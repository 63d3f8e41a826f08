/** The largest file that is taken, in bytes. */
export const MAX_DOCUMENT_BYTES = 25 * 1024 * 1024

/** At most this many files go with one message. */
export const MAX_MESSAGE_FILES = 5

/** The files of one message together, in bytes: what a request may carry. */
export const MAX_MESSAGE_FILES_BYTES = MAX_DOCUMENT_BYTES

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const MEDIA_TYPES = ['application/pdf', DOCX, 'image/png', 'image/jpeg'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

/** Settlement agreements and MOUs. */
export const TERMS_MEDIA_TYPES = ['application/pdf', DOCX] as const satisfies readonly MediaType[]
export const MESSAGE_MEDIA_TYPES: readonly MediaType[] = MEDIA_TYPES

export const EXTENSIONS: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  [DOCX]: 'docx',
  'image/png': 'png',
  'image/jpeg': 'jpg',
}

export const MEDIA_TYPE_NAMES: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'PDF',
  [DOCX]: 'Word document (DOCX)',
  'image/png': 'PNG image',
  'image/jpeg': 'JPEG image',
}

/** Why a file was not taken. */
export type DocumentProblem =
  | 'file-missing'
  | 'file-empty'
  | 'file-too-large'
  | 'file-type-refused'
  | 'file-damaged'
  | 'file-encrypted'
  | 'file-has-macros'
  | 'file-unpacks-too-large'
  /** No room for it, or its storage out of reach: nothing is wrong with the file. */
  | 'file-not-kept'

/** The sentence beside the field: what is wrong and what to do. `allowed` is what the form takes. */
export function describeDocumentProblem(problem: DocumentProblem, allowed: readonly MediaType[]): string {
  return DESCRIPTIONS[problem](allowed)
}

const DESCRIPTIONS: Readonly<Record<DocumentProblem, (allowed: readonly MediaType[]) => string>> = {
  'file-missing': (allowed) => `Choose a file: ${listTypes(allowed)}, up to 25 MB.`,
  'file-empty': () => 'This file is empty (0 bytes). Choose the one that holds the document.',
  'file-too-large': () =>
    'This file is larger than 25 MB. Save a smaller copy, for example with scans at 300 dpi or less, or in two parts.',
  'file-type-refused': (allowed) =>
    `This file is not one of the types taken here: ${listTypes(allowed)}. What counts is what is in the file, not its name.`,
  'file-damaged': () =>
    'This file is damaged or incomplete and cannot be read. Open it on your computer, save it anew, and try that copy.',
  'file-encrypted': () =>
    'This file is protected by a password or by restrictions. Save a copy without protection: the other side has to be able to read it.',
  'file-has-macros': () => 'This document contains macros. Save it as a DOCX without macros, or as a PDF.',
  'file-unpacks-too-large': () =>
    'This document unpacks to far more than its size. Save it as a PDF, or with smaller pictures.',
  'file-not-kept': () =>
    'The file could not be kept: our storage is full or out of reach. Nothing was sent or changed; please try again in a few minutes.',
}

function listTypes(allowed: readonly MediaType[]): string {
  const names = allowed.map((type) => EXTENSIONS[type].toUpperCase().replace('JPG', 'JPEG'))
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** "310 bytes", "18 KB", "2.4 MB"; a KB is 1024 bytes. */
export function describeSize(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  const kilobytes = bytes / 1024
  if (kilobytes < 1023.5) return `${Math.round(kilobytes)} KB`
  const megabytes = kilobytes / 1024
  return `${megabytes < 9.95 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`
}
