/** Title and description of a page, for its `meta` export. */
export function pageMeta(title: string, description?: string) {
  const titled = [{ title: `${title} · Backchannel` }]
  return description === undefined ? titled : [...titled, { name: 'description', content: description }]
}
