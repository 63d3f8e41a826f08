/** Kind, code and place of an error, for the log. Not its message, in which a database may quote a row. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  // The message stands in the stack too, and may be of several lines.
  const frames = (error.stack ?? '').replace(error.message, '').split('\n')
  const place = frames.find((line) => /^ {4}at /.test(line)) ?? ''
  // Of the database or of the system: what went wrong, and nothing of what was in it.
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]+$/.test(error.code)
      ? ` ${error.code}`
      : ''
  return `${error.name}${code} ${place.trim()}`.trim()
}
