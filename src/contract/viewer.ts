import type { UserId } from '../domain/ids.ts'

/** The signed-in person a request comes from. */
export type Viewer = {
  readonly userId: UserId
  readonly name: string
  readonly email: string
  /** IANA name, such as `America/Chicago`. */
  readonly timeZone: string
}
