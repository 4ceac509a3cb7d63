import { Select, TextInput } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { KeyCap, Segments } from '@rollcall/ui'
import { IconSearch } from '@tabler/icons-react'
import { type RefObject, useEffect, useState } from 'react'
import { nobody, type OrganisationSearch, type ShowTodos } from './organisation-search.js'
import options from './people-options.module.css'
import classes from './todo-filter.module.css'

export function TodoFilter({
  search,
  onSearch,
  counts,
  findField,
  todos,
}: {
  readonly search: OrganisationSearch
  readonly onSearch: (
    search: { readonly [Key in keyof OrganisationSearch]: OrganisationSearch[Key] | undefined },
  ) => void
  readonly counts: Readonly<Record<ShowTodos, number>>
  readonly findField: RefObject<HTMLInputElement | null>
  readonly todos: readonly Todo[]
}) {
  const [find, setFind] = useState(search.find ?? '')
  useEffect(() => setFind(search.find ?? ''), [search.find])
  return (
    <search className={classes.filter}>
      <TextInput
        ref={findField}
        size="xs"
        className={classes.find}
        aria-label="Find a todo"
        placeholder="Find a todo"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={find === '' && <KeyCap>/</KeyCap>}
        value={find}
        onChange={(event) => {
          setFind(event.currentTarget.value)
          onSearch({ ...search, find: event.currentTarget.value })
        }}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <Select
        size="xs"
        className={classes.who}
        aria-label="Assignee"
        placeholder="Anyone"
        searchable
        comboboxProps={{ withinPortal: false }}
        withScrollArea={false}
        classNames={{ options: options.options ?? '' }}
        clearable
        clearButtonProps={{ 'aria-label': 'Anyone again' }}
        nothingFoundMessage="Nobody of that name has todos"
        data={[{ value: nobody, label: 'No assignee' }, ...ownersOf(todos)]}
        value={search.who ?? null}
        onChange={(who) => onSearch({ ...search, who: who ?? undefined })}
      />
      <Segments
        label="Which todos to show"
        value={search.show ?? 'open'}
        onChange={(show) => onSearch({ ...search, show: show === 'open' ? undefined : show })}
        options={[
          { value: 'open', label: 'Open', count: counts.open },
          { value: 'late', label: 'Late', count: counts.late, needsYou: counts.late > 0 },
          { value: 'done', label: 'Done', count: counts.done },
        ]}
      />
    </search>
  )
}

function ownersOf(todos: readonly Todo[]): readonly { value: string; label: string }[] {
  const owners = new Map(todos.flatMap(({ owner }) => (owner ? [[owner.id, owner.displayName] as const] : [])))
  return [...owners].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))
}
