import type { TypedFields } from '../../contract/typed-fields.ts'

/** Longer than anybody types; what is longer brings files, which are not given back. */
const MOST_BYTES = 256 * 1024

const SECRET = /password|code/i

/**
 * Reads a form a second time, for where its first reader fails: call `read` then. Null where it is no form, or one too long
 * to be kept twice.
 */
export function keepTyped(request: Request): { read(): Promise<TypedFields | null> } {
  const type = request.headers.get('content-type') ?? ''
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  const copy = isForm && length <= MOST_BYTES ? request.clone() : null
  return {
    async read() {
      const form = await copy?.formData().catch(() => null)
      if (!form) return null
      const all = [...form].filter(([, value]) => !isNoFile(value))
      const fields = all.flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' && !SECRET.test(name) ? [[name, value]] : [],
      )
      return { fields, isWhole: fields.length === all.length }
    },
  }
}

/** What a browser sends for a field of files in which none was chosen. */
function isNoFile(value: FormDataEntryValue): boolean {
  return value instanceof File && value.name === '' && value.size === 0
}
