import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { renderDealPdf } from './render-deal-pdf.ts'

export function dealServices(ctx: Context) {
  return bindContext(ctx, { renderDealPdf })
}
