import { TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { OrganisationPerson } from '@rollcall/todo-api/contract'
import { EmptyState, KeyCap, ProblemPanel, Segments } from '@rollcall/ui'
import { IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useKeys } from '../../keys/use-keys.js'
import { useMe } from '../../session/use-me.js'
import { count } from '../../words/count.js'
import { OrganisationHeader } from './organisation-header.js'
import { OrganisationSkeleton } from './organisation-skeleton.js'
import { PeopleTable } from './people-table.js'
import classes from './todo-filter.module.css'
import { useOrganisationPeople } from './use-organisation-people.js'

/** Everyone in the organisation: whether they can sign in, what they hold, what they have open. */
export function PeoplePage() {
  useDocumentTitle('People · Todo')
  const me = useMe()
  const { data, error, refetch } = useOrganisationPeople()
  return (
    <>
      <OrganisationHeader title={`People at ${me.organisation}`} state={data && <State people={data} />} />
      {data && <People people={data} />}
      {!data && error && (
        <ProblemPanel title="The people did not load." technical={error.technical} onRetry={() => void refetch()}>
          {error.message}
        </ProblemPanel>
      )}
      {!data && !error && <OrganisationSkeleton label="Loading the organisation's people" />}
    </>
  )
}

function State({ people }: { readonly people: readonly OrganisationPerson[] }) {
  const active = people.filter((person) => person.active).length
  return `${count(people.length, 'person', 'people')}, ${active.toLocaleString('en-GB')} of them active. Their accounts and what they hold are kept by the organisation's identity provider.`
}

type Status = 'all' | 'active' | 'deactivated'

function People({ people }: { readonly people: readonly OrganisationPerson[] }) {
  const [find, setFind] = useState('')
  const [status, setStatus] = useState<Status>('all')
  const field = useRef<HTMLInputElement>(null)
  useKeys({
    '/': (event) => {
      event.preventDefault()
      field.current?.focus()
    },
  })
  const found = people.filter((person) => hasText(person, find))
  const groups: Record<Status, readonly OrganisationPerson[]> = {
    all: found,
    active: found.filter((person) => person.active),
    deactivated: found.filter((person) => !person.active),
  }
  return (
    <>
      <search className={classes.filter}>
        <TextInput
          ref={field}
          size="xs"
          className={classes.find}
          aria-label="Find a person"
          placeholder="Find a person"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          rightSection={find === '' && <KeyCap>/</KeyCap>}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
        <Segments
          label="Which people to show"
          value={status}
          onChange={setStatus}
          options={[
            { value: 'all', label: 'All', count: groups.all.length },
            { value: 'active', label: 'Active', count: groups.active.length },
            { value: 'deactivated', label: 'Deactivated', count: groups.deactivated.length },
          ]}
        />
      </search>
      {groups[status].length > 0 ? (
        <PeopleTable people={groups[status]} />
      ) : (
        <EmptyState title="Nobody matches">
          {find === ''
            ? `Nobody is ${status} here.`
            : `No name, sign-in name, role or entitlement has “${find}” in it.`}
        </EmptyState>
      )}
    </>
  )
}

function hasText(person: OrganisationPerson, find: string): boolean {
  const text = find.trim().toLocaleLowerCase()
  const held = [...person.roles, ...person.entitlements].flatMap(({ value, display }) => [value, display])
  return [person.displayName, person.userName, ...held].some((each) => each.toLocaleLowerCase().includes(text))
}
