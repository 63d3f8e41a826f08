import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { acceptRules } from './accept-rules.ts'
import { acceptStart } from './accept-start.ts'
import { approveTerms } from './approve-terms.ts'
import { commentOnTerms } from './comment-on-terms.ts'
import { makeTermsFromSheet } from './make-terms-from-sheet.ts'
import { proposeStart } from './propose-start.ts'
import { readTermSheet } from './read-term-sheet.ts'
import { readTerms } from './read-terms.ts'
import { readTermsVersion } from './read-terms-version.ts'
import { reuseTerms } from './reuse-terms.ts'
import { saveTermSheet } from './save-term-sheet.ts'
import { uploadTerms } from './upload-terms.ts'
import { wishSkip } from './wish-skip.ts'
import { withdrawAcceptance } from './withdraw-acceptance.ts'
import { withdrawApproval } from './withdraw-approval.ts'
import { withdrawSkip } from './withdraw-skip.ts'
import { withdrawStartProposal } from './withdraw-start-proposal.ts'

export function termsServices(ctx: Context) {
  return bindContext(ctx, {
    acceptRules,
    acceptStart,
    approveTerms,
    commentOnTerms,
    makeTermsFromSheet,
    proposeStart,
    readTerms,
    readTermSheet,
    readTermsVersion,
    reuseTerms,
    saveTermSheet,
    uploadTerms,
    wishSkip,
    withdrawAcceptance,
    withdrawApproval,
    withdrawSkip,
    withdrawStartProposal,
  })
}
