import { Worker } from 'node:worker_threads'
import { readZipEntries } from './zip-entries.ts'

/** A long agreement has 200,000 characters. */
const MAX_CHARACTERS = 500_000
/** The parser takes a part as a whole: more than this is not given to it. */
const MAX_XML_BYTES = 40 * 1024 * 1024
const TIMEOUT_MS = 15_000
const MEMORY_MB = 256

/**
 * The words of a DOCX, paragraph by paragraph, for reading in the page; null where they cannot be had within bounds of
 * time and memory: then the document is read by downloading it.
 */
export async function readDocxText(bytes: Buffer): Promise<string | null> {
  if (xmlBytes(bytes) > MAX_XML_BYTES) return null
  const text = await runWorker(bytes)
  if (text === null) return null
  // Characters that a text of the database cannot hold.
  const clean = text.toWellFormed().replaceAll('\0', '').trim()
  return clean.length > MAX_CHARACTERS ? null : clean
}

function xmlBytes(bytes: Buffer): number {
  const entries = readZipEntries(bytes)
  if (!entries.ok) return 0
  return entries.value
    .filter(({ name }) => /\.(xml|rels)$/i.test(name))
    .reduce((total, { unpackedBytes }) => total + unpackedBytes, 0)
}

function runWorker(bytes: Buffer): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./docx-text-worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 },
      // What a parser prints about a document is no business of the log.
      stdout: true,
      stderr: true,
    })
    const finish = (text: string | null) => {
      clearTimeout(timer)
      resolve(text)
      void worker.terminate()
    }
    const timer = setTimeout(() => finish(null), TIMEOUT_MS)
    worker.on('message', (text: unknown) => finish(typeof text === 'string' ? text : null))
    worker.on('error', () => finish(null))
    worker.on('exit', () => finish(null))
  })
}
