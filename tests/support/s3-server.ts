import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/*
 * A storage that speaks S3: it checks each signature (AWS Signature Version 4, written from Amazon's description of it
 * and not from the library under test), the hash of the content, and the time, and answers as S3 does.
 */

export type S3Server = {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly objects: ReadonlyMap<string, Buffer>
  /** `METHOD /path status`, in order. */
  readonly seen: readonly string[]
  /** Answers so many of the next requests with 503, as S3 does under load. */
  slowDown(times: number): void
  /** Breaks the connection of so many of the next requests. */
  breakOff(times: number): void
  close(): Promise<void>
}

const LATE_MS = 15 * 60_000

export async function startS3Server(): Promise<S3Server> {
  const account = {
    bucket: 'backchannel-files',
    region: 'eu-central-1',
    accessKeyId: 'AKIATESTONLY',
    secretAccessKey: 'a secret key of the tests, of no worth anywhere',
  }
  const objects = new Map<string, Buffer>()
  const seen: string[] = []
  let slow = 0
  let broken = 0

  const server = createServer((request, response) => {
    buffer(request).then(
      (body) => {
        const { method = '', url = '' } = request
        if (broken > 0) {
          broken -= 1
          response.destroy()
          return
        }
        const { status, code, content } = answerTo(request, body)
        seen.push(`${method} ${url} ${status}`)
        answer(response, status, code, method === 'HEAD' ? undefined : content)
      },
      () => response.destroy(),
    )
  })

  type Answer = { readonly status: number; readonly code?: string; readonly content?: Buffer }

  function answerTo(request: IncomingMessage, body: Buffer): Answer {
    if (slow > 0) {
      slow -= 1
      return { status: 503, code: 'SlowDown' }
    }
    const refusal = whyRefused(request, body, account)
    if (refusal !== null)
      return { status: refusal === 'XAmzContentSHA256Mismatch' ? 400 : 403, code: refusal }
    const [, bucket = '', key] = new URL(request.url ?? '', 'http://s3').pathname.split('/')
    if (bucket !== account.bucket) return { status: 404, code: 'NoSuchBucket' }
    if (key === undefined && request.method === 'GET')
      return { status: 200, content: page(request.url ?? '') }
    if (key === undefined) return { status: request.method === 'HEAD' ? 200 : 405 }
    if (request.method === 'PUT') {
      objects.set(key, body)
      return { status: 200 }
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return { status: 204 }
    }
    const content = objects.get(key)
    return content ? { status: 200, content } : { status: 404, code: 'NoSuchKey' }
  }

  /** Two keys a page, in their order; the token is the last key of the page before. */
  function page(url: string): Buffer {
    const after = new URL(url, 'http://s3').searchParams.get('continuation-token') ?? ''
    const rest = [...objects.keys()].toSorted().filter((key) => key > after)
    const at = new Date().toISOString()
    const entries = rest
      .slice(0, 2)
      .map((key) => `<Contents><Key>${key}</Key><LastModified>${at}</LastModified></Contents>`)
    const next = rest.length > 2 ? `<NextContinuationToken>${rest[1]}</NextContinuationToken>` : ''
    return Buffer.from(`<ListBucketResult>${next}${entries.join('')}</ListBucketResult>`)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    ...account,
    endpoint: `http://127.0.0.1:${address.port}`,
    objects,
    seen,
    slowDown(times) {
      slow = times
    },
    breakOff(times) {
      broken = times
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(response: ServerResponse, status: number, code?: string, content?: Buffer): void {
  if (code === undefined) {
    response.writeHead(status).end(content)
    return
  }
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`
  response.writeHead(status, { 'Content-Type': 'application/xml' }).end(xml)
}

type Account = Pick<S3Server, 'region' | 'accessKeyId' | 'secretAccessKey'>

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

function whyRefused({ method = '', url = '', headers }: IncomingMessage, body: Buffer, account: Account) {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/
  const [, keyId, date = '', region = '', signed = '', signature = ''] =
    pattern.exec(headers.authorization ?? '') ?? []
  if (keyId === undefined) return 'AccessDenied'
  if (keyId !== account.accessKeyId) return 'InvalidAccessKeyId'
  if (region !== account.region) return 'AuthorizationHeaderMalformed'

  const at = String(headers['x-amz-date'])
  if (!at.startsWith(date) || Math.abs(Date.now() - instantOf(at)) > LATE_MS) return 'RequestTimeTooSkewed'
  const names = signed.split(';')
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name))) {
    return 'AccessDenied'
  }

  const contentHash = String(headers['x-amz-content-sha256'])
  const { pathname, searchParams } = new URL(url, 'http://s3')
  searchParams.sort()
  const canonical = [
    method,
    pathname,
    searchParams.toString(),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    contentHash,
  ].join('\n')
  const scope = `${date}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')
  const key = [date, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (previous, part) => hmac(previous, part),
    `AWS4${account.secretAccessKey}`,
  )
  if (!timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'))) return 'SignatureDoesNotMatch'
  return contentHash === sha256(body) ? null : 'XAmzContentSHA256Mismatch'
}

/** `20261125T221500Z` */
function instantOf(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}
