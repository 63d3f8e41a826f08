import type { RouteClass } from './observer.ts'

/** By the path alone, which is forgotten. */
export function routeClassOf(path: string): RouteClass {
  if (path === '/healthz' || path === '/readyz') return 'health'
  if (path.startsWith('/api/')) return path.endsWith('/events') ? 'events' : 'api'
  // Built files, the typefaces and icons: what has an ending. Data of pages is a page.
  return /\.(?!data$)[a-z0-9]+$/.test(path) ? 'file' : 'page'
}

/** `2xx`: a receipt of done and one of refused are told apart, what was done or refused is not. */
export function statusClassOf(status: number): string {
  return `${Math.floor(status / 100)}xx`
}
