import { Notice } from '../../ui/notice.tsx'

/** A document that the page cannot show can always be downloaded. */
export function NotShown() {
  return (
    <Notice tone="warn" live="status" title="This document cannot be shown here">
      <p>Your browser could not load or draw it. Download it and read it on your device.</p>
    </Notice>
  )
}
