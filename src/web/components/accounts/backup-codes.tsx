import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'

/** Shown once, when they are made. */
export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warn" title="Keep these codes. They are not shown again.">
        <p>
          Each signs you in once if you lose your phone. Print them, or put them into your password manager.
        </p>
      </Notice>
      <ul
        aria-label="Backup codes"
        className="grid grid-cols-2 gap-x-6 gap-y-2 rounded-lg border border-line bg-surface p-4 font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="print:hidden">
        <CopyButton text={codes.join('\n')}>Copy all</CopyButton>
      </div>
    </div>
  )
}
