import { Search } from 'lucide-react'
import { useId } from 'react'
import { Form } from 'react-router'
import type { MatterFilter, MatterQuery, MatterSort } from '../../../contract/matters.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'

const filters: readonly { readonly value: MatterFilter; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'needs-me', label: 'Needs my side' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'terms', label: 'Step 1, terms' },
  { value: 'opening', label: 'Step 2, opening' },
  { value: 'adjustment', label: 'Step 3, adjustment' },
  { value: 'deal', label: 'With a deal' },
  { value: 'ended', label: 'Ended, no deal' },
]

const sorts: readonly { readonly value: MatterSort; readonly label: string }[] = [
  { value: 'deadline', label: 'Next deadline' },
  { value: 'activity', label: 'Last activity' },
  { value: 'caption', label: 'Caption' },
  { value: 'newest', label: 'Newest' },
]

/** A plain form that leads to an address: it works without script, and a list can be bookmarked. */
export function MatterFilters({ query }: { readonly query: MatterQuery }) {
  const id = useId()
  const isNarrowed = query.q !== '' || query.filter !== 'all'
  return (
    <search>
      <Form
        // The fields start from the address; a changed address starts them anew.
        key={`${query.q} ${query.filter} ${query.sort}`}
        action={paths.matters()}
        className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_auto]"
      >
        <TextField
          id={`${id}-q`}
          name="q"
          type="search"
          label="Search"
          placeholder="Caption, case number, court, party"
          defaultValue={query.q}
          maxLength={200}
        />
        <Select
          id={`${id}-filter`}
          name="filter"
          label="Show"
          options={filters}
          defaultValue={query.filter}
        />
        <Select id={`${id}-sort`} name="sort" label="Sort by" options={sorts} defaultValue={query.sort} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" icon={<Search aria-hidden="true" className="size-4" />}>
            Search
          </Button>
          {isNarrowed && (
            <LinkButton to={paths.matters({ sort: query.sort })} look="quiet">
              Show all
            </LinkButton>
          )}
        </div>
      </Form>
    </search>
  )
}
