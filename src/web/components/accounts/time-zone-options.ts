import type { SelectOption, SelectOptionGroup } from '../../ui/select.tsx'

/** First, because most of our readers are here, and by the names they know. */
const UNITED_STATES: readonly SelectOption[] = [
  { value: 'America/New_York', label: 'Eastern (New York)' },
  { value: 'America/Chicago', label: 'Central (Chicago)' },
  { value: 'America/Denver', label: 'Mountain (Denver)' },
  { value: 'America/Phoenix', label: 'Arizona (Phoenix)' },
  { value: 'America/Los_Angeles', label: 'Pacific (Los Angeles)' },
  { value: 'America/Anchorage', label: 'Alaska (Anchorage)' },
  { value: 'Pacific/Honolulu', label: 'Hawaii (Honolulu)' },
]

/** Time zones to choose from, the United States first and then by continent. `names` are IANA names. */
export function timeZoneOptions(names: readonly string[]): readonly SelectOptionGroup[] {
  const first = new Set(UNITED_STATES.map(({ value }) => value))
  const continents = new Map<string, SelectOption[]>()
  for (const name of names.filter((zone) => !first.has(zone))) {
    const [continent = '', ...place] = name.split('/')
    const group = place.length === 0 ? 'Other' : continent
    const label = (place.length === 0 ? name : place.join(', ')).replaceAll('_', ' ')
    continents.set(group, [...(continents.get(group) ?? []), { value: name, label }])
  }
  return [
    { label: 'United States', options: UNITED_STATES },
    ...[...continents].map(([label, options]) => ({ label, options })),
  ]
}
