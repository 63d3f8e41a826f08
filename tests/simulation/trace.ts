import { createHash } from 'node:crypto'

/** What happened in a simulated matter, line by line. No number is in it, and nothing that differs from run to run. */
export class Trace {
  readonly #lines: string[] = []

  add(line: string): void {
    this.#lines.push(line)
  }

  get lines(): readonly string[] {
    return this.#lines
  }

  get sha256(): string {
    return createHash('sha256').update(this.#lines.join('\n')).digest('hex')
  }
}
