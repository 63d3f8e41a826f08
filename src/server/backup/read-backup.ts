import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { MANIFEST, type Manifest, manifestSchema, pathOfFile, pathOfTable } from './manifest.ts'

const BATCH_ROWS = 500

/** Null where the folder holds no backup that this program knows. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => 'null')
  const parsed = manifestSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : null
}

/** The parts that are missing or not as they were written, by their paths. */
export async function findDamage(folder: string, manifest: Manifest): Promise<readonly string[]> {
  const parts = [
    ...manifest.tables.map(({ name, sha256 }) => ({ path: pathOfTable(name), sha256 })),
    ...manifest.files.map(({ key, sha256 }) => ({ path: pathOfFile(key), sha256 })),
  ]
  const damaged: string[] = []
  for (const { path, sha256 } of parts) {
    if ((await hashFile(join(folder, path))) !== sha256) damaged.push(path)
  }
  return damaged
}

/** The rows of a table, some at a time. The caller has looked for damage. */
export async function* readTable(folder: string, name: string): AsyncGenerator<readonly string[]> {
  const lines = createInterface({
    input: createReadStream(join(folder, pathOfTable(name))),
    crlfDelay: Infinity,
  })
  let batch: string[] = []
  for await (const line of lines) {
    batch.push(z.string().parse(JSON.parse(line)))
    if (batch.length < BATCH_ROWS) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function hashFile(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk)
  } catch {
    return null
  }
  return hash.digest('hex')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
