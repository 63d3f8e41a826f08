/** Runs in a thread of its own: what a hostile document makes of the parser's time and memory stays here. */
import { parentPort, workerData } from 'node:worker_threads'
import mammoth from 'mammoth'

const bytes: unknown = workerData
if (!(bytes instanceof Uint8Array)) throw new Error('a worker for documents is given bytes')

const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) })
parentPort?.postMessage(value)
