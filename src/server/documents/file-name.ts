import { EXTENSIONS, type MediaType } from '../../contract/documents.ts'

const MAX_CHARACTERS = 120

/** Controls, and formats that are invisible or turn the direction of writing: `exe.fdp` can be made to read `pdf.exe`. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
/** What some file system takes for more than a letter. */
const RESERVED = /[<>:"/\\|?*]/g

/**
 * The name under which a file is listed and downloaded: the last part of what the browser sent, without anything that
 * could mislead an eye or a file system, and with the ending of what the file really is.
 */
export function cleanFileName(given: string, mediaType: MediaType): string {
  const extension = EXTENSIONS[mediaType]
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const visible = last
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(RESERVED, '_')
    .replace(/\s+/g, ' ')
    .trim()
  const stem = withoutExtension(visible, extension).replace(/^[. ]+|[. ]+$/g, '')
  const shortened = [...stem].slice(0, MAX_CHARACTERS).join('').trimEnd()
  return `${shortened === '' ? 'document' : shortened}.${extension}`
}

function withoutExtension(name: string, extension: string): string {
  const endings = extension === 'jpg' ? ['.jpg', '.jpeg'] : [`.${extension}`]
  const ending = endings.find((each) => name.toLowerCase().endsWith(each))
  return ending === undefined ? name : name.slice(0, -ending.length)
}

/** A header that has a file saved and not shown, with its name for old readers (ASCII) and new ones (RFC 6266). */
export function attachmentHeader(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
