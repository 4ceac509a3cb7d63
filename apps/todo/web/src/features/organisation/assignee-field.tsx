import { Select } from '@mantine/core'
import type { Me, OrganisationPerson } from '@rollcall/todo-api/contract'
import { useMe } from '../../session/use-me.js'
import classes from './people-options.module.css'
import { useOrganisationPeople } from './use-organisation-people.js'

/** Chooses an active person of the organisation, or nobody. */
export function AssigneeField({
  value,
  onChange,
  autoFocus = false,
}: {
  readonly value: string | null
  readonly onChange: (id: string | null) => void
  readonly autoFocus?: boolean
}) {
  const me = useMe()
  const { data: people, error } = useOrganisationPeople()
  const data = (people ?? [])
    .filter((person) => person.active || person.id === value)
    .map((person) => ({ value: person.id, label: person.displayName + remarkOn(person, me) }))
  return (
    <Select
      label="Assignee"
      description="Active people. Whoever holds no role sees the todo once they have one."
      placeholder={people ? 'Nobody yet' : 'Loading people…'}
      searchable
      comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
      withScrollArea={false}
      classNames={{ options: classes.options ?? '' }}
      clearable
      clearButtonProps={{ 'aria-label': 'Nobody' }}
      nothingFoundMessage="Nobody active has that name"
      data-autofocus={autoFocus || undefined}
      data={data}
      value={value}
      onChange={onChange}
      error={error && `The people did not load. ${error.message}`}
    />
  )
}

function remarkOn(person: OrganisationPerson, me: Me): string {
  if (!person.active) return ' (deactivated)'
  const held = new Set(person.roles.map((role) => role.value))
  const owns = me.rolesOffered.some((role) => held.has(role.value) && role.allows.includes('todo:own'))
  return owns ? '' : ' (no role for own todos)'
}
