/**
 * The `handle` of a route whose pages are to be read and nothing else: they come without scripts. Who gets there from a page
 * that has them stays in it.
 */
export const plainPage = 'plain'
