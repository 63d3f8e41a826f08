import type { SourceFile } from './source-files.ts'

/** A sample for a rule: a file that breaks it, or one that comes close and does not. */
export type Sample = { readonly path: string; readonly text: string }

export type Rule = {
  readonly says: string
  /** Why, and what to do instead; shown where the rule is broken. */
  readonly because: string
  /** One line a violation, each with the place. */
  readonly violations: (file: SourceFile) => readonly string[]
  readonly broken: readonly Sample[]
  readonly kept: readonly Sample[]
}

export type Exception = { readonly path: string; readonly reason: string }

/** Every match in the code (comments left out), with its line. */
export function matches(file: SourceFile, pattern: RegExp, text: string = file.code): string[] {
  const global = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`)
  return [...text.matchAll(global)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length
    return `${file.path}:${line}: ${match[0].trim()}`
  })
}

/** Whether the path is one of the exceptions, or lies in one that ends with a slash. */
export function isExcepted(path: string, exceptions: readonly Exception[]): boolean {
  return exceptions.some((each) =>
    each.path.endsWith('/') ? path.startsWith(each.path) : path === each.path,
  )
}
