import { CopyButton } from '../../ui/copy-button.tsx'

/** A SHA-256 in groups that an eye can compare, and a button to copy it whole. */
export function Fingerprint({ sha256 }: { readonly sha256: string }) {
  const groups = sha256.match(/.{8}/g) ?? [sha256]
  return (
    <span className="flex flex-col items-start gap-1">
      <code className="font-mono text-sm">{groups.join(' ')}</code>
      <CopyButton text={sha256} look="quiet">
        Copy the SHA-256
      </CopyButton>
    </span>
  )
}
