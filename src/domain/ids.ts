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
