import { fileTypeFromBuffer } from 'file-type'
import { DOCX, type DocumentProblem, MAX_DOCUMENT_BYTES, type MediaType } from '../../contract/documents.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { inspectDocx } from './inspect-docx.ts'
import { inspectJpeg, inspectPng } from './inspect-image.ts'
import { inspectPdf } from './inspect-pdf.ts'

/**
 * What a file is, judged by its content alone: neither its name nor the type that the browser gives it has a say.
 * `allowed` is what the form takes.
 */
export async function inspectDocument(
  bytes: Buffer,
  allowed: readonly MediaType[],
): Promise<Result<MediaType, DocumentProblem>> {
  if (bytes.length === 0) return err('file-empty')
  if (bytes.length > MAX_DOCUMENT_BYTES) return err('file-too-large')
  const detected = await detectType(bytes)
  if (!detected.ok) return detected
  const mediaType = detected.value
  if (!allowed.includes(mediaType)) return err('file-type-refused')
  const inspected = await INSPECTIONS[mediaType](bytes)
  return inspected.ok ? ok(mediaType) : inspected
}

type Inspection = (bytes: Buffer) => Result<void, DocumentProblem> | Promise<Result<void, DocumentProblem>>

const INSPECTIONS: Readonly<Record<MediaType, Inspection>> = {
  'application/pdf': inspectPdf,
  [DOCX]: inspectDocx,
  'image/png': inspectPng,
  'image/jpeg': inspectJpeg,
}

async function detectType(bytes: Buffer): Promise<Result<MediaType, DocumentProblem>> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime
  switch (mime) {
    case 'application/pdf':
    case 'image/png':
    case 'image/jpeg':
      return ok(mime)
    case DOCX:
    // Its detector stops early on archives whose first entries are large: the inspection decides.
    case 'application/zip':
      return ok(DOCX)
    case 'application/vnd.ms-word.document.macroenabled.12':
      return err('file-has-macros')
    // Word wraps a document with a password into this container, as it did with every document before 2007.
    case 'application/x-cfb':
      return err(bytes.includes(ENCRYPTED_PACKAGE) ? 'file-encrypted' : 'file-type-refused')
    default:
      return err('file-type-refused')
  }
}

const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le')
