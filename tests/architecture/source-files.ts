import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

export type Import = {
  /** A path from the root of the repository, or a package as it is written. */
  readonly target: string
  readonly specifier: string
  readonly typeOnly: boolean
}

export type SourceFile = {
  /** From the root of the repository, with slashes. */
  readonly path: string
  readonly text: string
  /** The text with its comments blanked, line by line as it was. */
  readonly code: string
  readonly imports: readonly Import[]
  /** A test, or something that only tests use. */
  readonly isTest: boolean
}

const FOLDERS = ['src', 'tests', 'migrations']

/** Every TypeScript file of the repository. */
export function readSourceFiles(): readonly SourceFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
      .sort()
      .map((path) => sourceFile(path, readFileSync(join(ROOT, path), 'utf8'))),
  )
}

export function sourceFile(path: string, text: string): SourceFile {
  const code = withoutComments(text)
  return { path, text, code, imports: importsOf(path, code), isTest: isTestPath(path) }
}

function isTestPath(path: string): boolean {
  return path.startsWith('tests/') || /\.(test|fixture)\.tsx?$/.test(path)
}

const IMPORTS = [
  // import x from 'y', import type { x } from 'y', export * from 'y'
  /\b(?:import|export)\s+(type\s)?[^'"`;=()]*?\bfrom\s*(['"])([^'"]+)\2/g,
  // import 'y'
  /\bimport\s+()(['"])([^'"]+)\2/g,
  // import('y'), import.meta.resolve and new URL are no imports
  /\bimport\(\s*()(['"])([^'"]+)\2/g,
]

function importsOf(path: string, code: string): readonly Import[] {
  return IMPORTS.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(([, type, , specifier = '']) => ({
      specifier,
      target: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
      typeOnly: type !== undefined && type !== '',
    })),
  )
}

/** Blanks comments, and knows strings and templates well enough not to take `https://` for one. */
export function withoutComments(text: string): string {
  const out: string[] = []
  /** What the scanner stands in: code, or a template whose `${` it has yet to leave. */
  const open: ('template' | 'braces')[] = []
  let at = 0
  while (at < text.length) {
    const two = text.slice(at, at + 2)
    const one = text[at] as string
    const inTemplate = open.at(-1) === 'template'
    const end = inTemplate ? at : endOfToken(text, at, two, one)
    if (inTemplate && two === '${') {
      open.push('braces')
      at = copy(at + 2)
    } else if (one === '`') {
      if (inTemplate) open.pop()
      else open.push('template')
      at = copy(at + 1)
    } else if (one === '\\') at = copy(at + 2)
    else if (inTemplate) at = copy(at + 1)
    else if (two === '//' || two === '/*') {
      out.push(text.slice(at, end).replace(/[^\n]/g, ' '))
      at = end
    } else {
      if (one === '{' && open.length > 0) open.push('braces')
      if (one === '}' && open.length > 0) open.pop()
      at = copy(end)
    }
  }
  return out.join('')

  function copy(to: number): number {
    out.push(text.slice(at, to))
    return to
  }
}

/** Where the comment or string ends that begins here; one further where none begins. */
function endOfToken(text: string, at: number, two: string, one: string): number {
  if (two === '//') return until(text, '\n', at)
  if (two === '/*') return until(text, '*/', at + 2) + 2
  if (one !== "'" && one !== '"') return at + 1
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1
    else if (text[end] === one || text[end] === '\n') return end + 1
  }
  return text.length
}

function until(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from)
  return found === -1 ? text.length : found
}
