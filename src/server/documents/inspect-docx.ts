import type { DocumentProblem } from '../../contract/documents.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { readZipEntries, unpackEntry, type ZipEntry } from './zip-entries.ts'

/** More than any settlement agreement needs; a bomb of 25 MB can declare a thousand times as much. */
export const MAX_UNPACKED_BYTES = 200 * 1024 * 1024
export const MAX_ENTRIES = 5_000

/** What is looked at of each part: all of any list of types there is, and where a declaration has to stand. */
const PART_HEAD_BYTES = 256 * 1024

const CONTENT_TYPES = '[Content_Types].xml'
const MAIN_PART = 'word/document.xml'
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/**
 * Whether an archive is a Word document that can be read without harm: the parts of ECMA-376 are there, nothing is
 * encrypted, nothing runs, and every entry unpacks to just what the directory declares.
 */
export async function inspectDocx(bytes: Buffer): Promise<Result<void, DocumentProblem>> {
  const directory = readZipEntries(bytes)
  if (!directory.ok) return err('file-damaged')
  const entries = directory.value
  if (entries.length > MAX_ENTRIES || totalUnpacked(entries) > MAX_UNPACKED_BYTES) {
    return err('file-unpacks-too-large')
  }
  if (entries.some((entry) => entry.encrypted)) return err('file-encrypted')
  // Two parts of one name could be read as two different documents by two programs.
  if (new Set(entries.map(({ name }) => name.toLowerCase())).size !== entries.length) {
    return err('file-damaged')
  }
  if (!hasParts(entries, [CONTENT_TYPES, MAIN_PART])) return err('file-type-refused')
  if (entries.some(({ name }) => /(^|\/)vba(project|data)/i.test(name))) return err('file-has-macros')

  for (const entry of entries) {
    const unpacked = await unpackEntry(bytes, entry, PART_HEAD_BYTES)
    if (!unpacked.ok) return err('file-damaged')
    const problem = inspectPart(entry.name, unpacked.value)
    if (problem !== null) return err(problem)
  }
  return ok()
}

function hasParts(entries: readonly ZipEntry[], names: readonly string[]): boolean {
  return names.every((name) => entries.some((entry) => entry.name === name))
}

function totalUnpacked(entries: readonly ZipEntry[]): number {
  return entries.reduce((total, { unpackedBytes }) => total + unpackedBytes, 0)
}

function inspectPart(name: string, content: Buffer): DocumentProblem | null {
  // ECMA-376 part 2 forbids document type declarations, which is what entity bombs are made of.
  const isXml = /\.(xml|rels)$/i.test(name)
  // Nor is anything but UTF-8 written by any Word: in UTF-16 a declaration would pass this look unseen.
  if (isXml && (content.includes(0) || /<!(DOCTYPE|ENTITY)/i.test(content.toString('latin1')))) {
    return 'file-damaged'
  }
  if (name !== CONTENT_TYPES) return null
  const types = content.toString('utf8')
  if (/macroEnabled|vbaProject/i.test(types)) return 'file-has-macros'
  return types.includes(MAIN_TYPE) ? null : 'file-type-refused'
}
