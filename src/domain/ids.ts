declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Ids are UUIDs; the brand keeps one kind from being passed for another. */
export type UserId = Branded<'UserId'>
export type MatterId = Branded<'MatterId'>
export type SeatId = Branded<'SeatId'>
export type SessionId = Branded<'SessionId'>
export type EntryId = Branded<'EntryId'>
export type DocumentId = Branded<'DocumentId'>
export type TermsVersionId = Branded<'TermsVersionId'>
export type InvitationId = Branded<'InvitationId'>
export type MessageId = Branded<'MessageId'>
export type NoticeId = Branded<'NoticeId'>

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Ids come from addresses: what is no id names nothing, and must not reach the database as a malformed one. */
export function isId(text: string): boolean {
  return UUID.test(text)
}
