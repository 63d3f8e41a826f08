import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { StartError } from '../start-error.ts'
import {
  type FileContent,
  type FileKey,
  type FileStore,
  FilesAway,
  fileKey,
  isFileKey,
} from './file-store.ts'

export type S3Bucket = {
  /** Of the storage; the bucket is the first part of the path under it. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** An upload has at most 25 MB. */
const PATIENCE_MS = 30_000
/** After an answer of 429 or 5xx, further tries within some tenths of a second. */
const RETRIES = 2

/**
 * Files in a bucket of S3, or of a storage that speaks its protocol. A write is there whole or not at all, and is read
 * by every process as soon as it is answered (S3 is strongly consistent). The bucket has to be private.
 */
export function openS3FileStore(s3: S3Bucket): FileStore {
  const ask = askerOf(s3)
  return {
    async put(key, content) {
      const bytes = await gather(content)
      const { status } = await ask('PUT', pathOf(key), bytes).catch((cause: unknown) => {
        throw new FilesAway('the file storage is out of reach', { cause })
      })
      if (status === 429 || status >= 500) throw new FilesAway(`the file storage answered ${status}`)
      if (status !== 200) throw new S3Error('PUT', status)
    },
    async get(key) {
      const answer = await ask('GET', pathOf(key))
      if (answer.status !== 200) throw new S3Error('GET', answer.status)
      return Buffer.from(await answer.arrayBuffer())
    },
    async delete(key) {
      const { status } = await ask('DELETE', pathOf(key))
      if (status !== 204 && status !== 200 && status !== 404) throw new S3Error('DELETE', status)
    },
    async *listOlder(before) {
      for (let next: string | null = ''; next !== null; ) {
        const answer: Response = await ask('GET', listing(next))
        if (answer.status !== 200) throw new S3Error('GET', answer.status)
        const page = await answer.text()
        for (const [, entry = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          const key = textOf('Key', entry) ?? ''
          if (isFileKey(key) && Date.parse(textOf('LastModified', entry) ?? '') < before) yield key
        }
        next = textOf('NextContinuationToken', page)
      }
    },
  }
}

/**
 * Tells at the start what would otherwise come up with the first upload. Throws `StartError` where the bucket is not
 * there or not ours; a storage that is out of reach just now is no reason not to start.
 */
export async function assertBucket(s3: S3Bucket): Promise<void> {
  const answer = await askerOf(s3)('HEAD').catch(() => null)
  const reason = { 301: 'is in another region', 403: 'refuses this access key', 404: 'is not there' }[
    answer?.status ?? 0
  ]
  if (reason !== undefined) throw new StartError(`FILES_S3_BUCKET: the bucket ${reason}`)
}

/** Without the answer's text, which names the file. */
class S3Error extends Error {
  override name = 'S3Error'

  constructor(method: string, status: number) {
    super(`the file storage answered ${status} to a ${method}`)
  }
}

/** Keys and tokens hold none of the characters that XML writes otherwise, but for `&`. */
function textOf(element: string, xml: string): string | null {
  const [, text] = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml) ?? []
  return text?.replaceAll('&amp;', '&') ?? null
}

/** Of an object under the bucket. */
const pathOf = (key: FileKey) => `/${fileKey(key)}`

/** The query of one page of a bucket's keys, in the order that is signed. */
function listing(token: string): string {
  const query = new URLSearchParams({ 'list-type': '2' })
  if (token !== '') query.set('continuation-token', token)
  query.sort()
  return `?${query}`
}

type Ask = (
  method: 'PUT' | 'GET' | 'DELETE' | 'HEAD',
  /** What follows the bucket: the path of an object, a query, or nothing. */
  rest?: string,
  content?: Buffer,
) => Promise<Response>

function askerOf({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Bucket): Ask {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES })
  return (method, rest = '', content = Buffer.alloc(0)) =>
    client.fetch(`${endpoint}/${bucket}${rest}`, {
      method,
      // Part of what is signed: what arrives is what was sent.
      headers: { 'X-Amz-Content-Sha256': createHash('sha256').update(content).digest('hex') },
      ...(method === 'PUT' ? { body: new Uint8Array(content) } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
}

/** S3 wants to know the length and the hash before the content. */
async function gather(content: FileContent): Promise<Buffer> {
  if (content instanceof Uint8Array) return Buffer.from(content)
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
