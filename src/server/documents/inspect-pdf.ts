import type { DocumentProblem } from '../../contract/documents.ts'
import { err, ok, type Result } from '../../domain/result.ts'

/** Readers look for the end marker in the last kilobyte (ISO 32000-1, appendix H, note 18). */
const TAIL_BYTES = 1024

/** An encryption dictionary, named in a trailer or in the (never compressed) dictionary of a cross-reference stream. */
const ENCRYPTED = /\/Encrypt\s*(\d+\s+\d+\s+R\b|<<)/

/** An archive is read from its end. */
const ARCHIVE_END = 'PK\x05\x06'

/** Whether the bytes are a whole PDF that opens without a password. What is in it, the page's reader finds out. */
export function inspectPdf(bytes: Buffer): Result<void, DocumentProblem> {
  const head = bytes.toString('latin1', 0, 16)
  if (!/^%PDF-[12]\.\d[\r\n \t]/.test(head)) return err('file-damaged')
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - TAIL_BYTES))
  if (!/startxref\s+\d+\s+%%EOF/.test(tail)) return err('file-damaged')
  // The same bytes would be a Word document to another program.
  if (tail.slice(tail.lastIndexOf('%%EOF')).includes(ARCHIVE_END)) return err('file-damaged')
  return ENCRYPTED.test(bytes.toString('latin1')) ? err('file-encrypted') : ok()
}
