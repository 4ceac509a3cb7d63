import { Button } from '@mantine/core'
import { EmptyState } from '@rollcall/ui'
import type { OrganisationSearch } from './organisation-search.js'

export function NothingFound({
  search,
  none,
  onClear,
}: {
  readonly search: OrganisationSearch
  readonly none: boolean
  readonly onClear: () => void
}) {
  if (none) return <EmptyState title="No todos yet">Nobody here has added one. They appear as people do.</EmptyState>
  const filtered = search.find !== undefined || search.who !== undefined
  if (!filtered && search.show === 'late')
    return <EmptyState title="Nothing is late">Every open todo is in time.</EmptyState>
  if (!filtered && search.show === 'done') return <EmptyState title="Nothing done yet" />
  if (!filtered) return <EmptyState title="Nothing is open">Everything here is done.</EmptyState>
  return (
    <EmptyState title="No todo matches" action={<Button onClick={onClear}>Show all open todos</Button>}>
      {search.find === undefined
        ? 'This assignee has none of that kind.'
        : `None of them has “${search.find}” in its text or its assignee.`}
    </EmptyState>
  )
}
