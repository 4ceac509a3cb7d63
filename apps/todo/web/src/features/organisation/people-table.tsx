import type { OrganisationPerson } from '@rollcall/todo-api/contract'
import { PersonInitials, StatusPill } from '@rollcall/ui'
import { Link } from '@tanstack/react-router'
import { useMe } from '../../session/use-me.js'
import classes from './people-table.module.css'

export function PeopleTable({ people }: { readonly people: readonly OrganisationPerson[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col" className={classes.status}>
            Status
          </th>
          <th scope="col" className={classes.roles}>
            Roles
          </th>
          <th scope="col" className={classes.entitlements}>
            Entitlements
          </th>
          <th scope="col" className={classes.open}>
            Open todos
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </tbody>
    </table>
  )
}

function PersonRow({ person }: { readonly person: OrganisationPerson }) {
  const me = useMe()
  return (
    <tr data-inactive={!person.active || undefined}>
      <td>
        <div className={classes.person}>
          <PersonInitials name={person.displayName} size="large" />
          <span className={classes.words}>
            <b>
              {person.displayName}
              {person.id === me.id && <span className={classes.you}> (you)</span>}
            </b>
            <span>{person.userName}</span>
          </span>
        </div>
      </td>
      <td>
        {person.active ? (
          <StatusPill tone="healthy" dot>
            Active
          </StatusPill>
        ) : (
          <StatusPill tone="lost" dot>
            Deactivated
          </StatusPill>
        )}
      </td>
      <td data-label="Roles">
        <div className={classes.pills}>
          {person.roles.length === 0 && <span className={classes.none}>No role</span>}
          {person.roles.map((role) => (
            <StatusPill key={role.value}>{role.display}</StatusPill>
          ))}
        </div>
      </td>
      <td data-label="Entitlements">
        <div className={classes.pills}>
          {person.entitlements.length === 0 && <span className={classes.none}>None</span>}
          {person.entitlements.map(({ value, display, type }) => (
            <StatusPill key={`${type} ${value}`} tone="outline">
              {type ? `${type}: ${display}` : display}
            </StatusPill>
          ))}
        </div>
      </td>
      <td className={classes.open} data-label="Open todos">
        {person.openTodos === 0 ? (
          <span className={classes.none}>0</span>
        ) : (
          <Link
            to="/organisation"
            search={{ who: person.id }}
            aria-label={`${person.openTodos} open todos of ${person.displayName}`}
          >
            {person.openTodos.toLocaleString('en-GB')}
          </Link>
        )}
      </td>
    </tr>
  )
}
