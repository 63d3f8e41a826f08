import type { Side } from '../../../domain/side.ts'

/** Which figure the client's authority has to cover, in the words of the rules on the bonus. */
export function AuthorityWords({
  side,
  words,
}: {
  readonly side: Side
  readonly words: Readonly<Record<Side, string>>
}) {
  const figure = side === 'plaintiff' ? 'my demand less 5% of it' : 'my offer plus 5% of it'
  return (
    <>
      The figure that can bind the {words[side]} side is, in opening, my number itself; in adjustment,{' '}
      {figure} if that very entry makes the deal at once, and my number itself once it stands. The 5% is the
      bonus of the side that was there first, and it is not capped. I shall enter no number beyond my
      authority for that figure. If I act for myself, “client” means me.
    </>
  )
}
