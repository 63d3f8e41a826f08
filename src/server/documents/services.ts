import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { downloadDocument } from './download-document.ts'
import { readDocument } from './read-document.ts'

export function documentServices(ctx: Context) {
  return bindContext(ctx, { downloadDocument, readDocument })
}
