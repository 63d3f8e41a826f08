import type { Look, Offset } from './world.ts'

/** One thing that reached the observer: when, what, and its very bytes (a character each). */
export type Seen = { readonly at: Offset; readonly label: string; readonly text: string }

/** What an observer gets to know of a world, while it is played. */
export type Watch = {
  readonly seen: readonly Seen[]
  /** Ciphertext and what is made of it, of which two worlds share the length alone. */
  readonly sealed: readonly string[]
  /** What the observer's own act was answered with. */
  saw(at: Offset, label: string, text: string): void
  /** Takes what has come by itself, and looks at what can be asked for. */
  look(at: Offset, looks: readonly Look[]): Promise<void>
  close(): void
}
