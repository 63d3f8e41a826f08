import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { addPasskey } from './add-passkey.ts'
import { changePassword } from './change-password.ts'
import { confirmAppCode } from './confirm-app-code.ts'
import { confirmPasskey } from './confirm-passkey.ts'
import { confirmPassword } from './confirm-password.ts'
import { confirmTotp } from './confirm-totp.ts'
import { disableTotp } from './disable-totp.ts'
import { enableTotp } from './enable-totp.ts'
import { endSignIn } from './end-sign-in.ts'
import { findPasswordReset } from './find-password-reset.ts'
import { findPendingSignUp } from './find-pending-sign-up.ts'
import { getFreshness } from './get-freshness.ts'
import { getProfile } from './get-profile.ts'
import { getSecurity } from './get-security.ts'
import { listSignIns } from './list-sign-ins.ts'
import { removePasskey } from './remove-passkey.ts'
import { renamePasskey } from './rename-passkey.ts'
import { renewBackupCodes } from './renew-backup-codes.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'
import { signInWithPasskey } from './sign-in-with-passkey.ts'
import { signOut } from './sign-out.ts'
import { signOutEverywhere } from './sign-out-everywhere.ts'
import { signUp } from './sign-up.ts'
import { startPasskeyRegistration } from './start-passkey-registration.ts'
import { startPasskeySignIn } from './start-passkey-sign-in.ts'
import { updateProfile } from './update-profile.ts'
import { verifyEmail } from './verify-email.ts'
import { verifySecondFactor } from './verify-second-factor.ts'

export function accountServices(ctx: Context) {
  return bindContext(ctx, {
    signUp,
    findPendingSignUp,
    verifyEmail,
    signIn,
    verifySecondFactor,
    startPasskeySignIn,
    signInWithPasskey,
    signOut,
    signOutEverywhere,
    requestPasswordReset,
    findPasswordReset,
    resetPassword,
    getFreshness,
    getProfile,
    updateProfile,
    getSecurity,
    changePassword,
    confirmAppCode,
    confirmPasskey,
    confirmPassword,
    enableTotp,
    confirmTotp,
    disableTotp,
    renewBackupCodes,
    startPasskeyRegistration,
    addPasskey,
    renamePasskey,
    removePasskey,
    listSignIns,
    endSignIn,
  })
}
