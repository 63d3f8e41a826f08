export const mainId = 'main'

export function SkipLink() {
  return (
    <a
      href={`#${mainId}`}
      className="fixed top-2 left-2 z-50 -translate-y-24 rounded-sm border border-edge bg-surface px-4 py-3 font-medium text-ink focus:translate-y-0"
    >
      Skip to the content
    </a>
  )
}
