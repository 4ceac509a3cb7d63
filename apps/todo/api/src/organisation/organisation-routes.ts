import { Router } from 'express'
import type { OrganisationPeople, OrganisationTodos } from '../contract.js'
import { assertMay } from '../people/person.js'
import type { TodoRollcall } from '../roles.js'
import { forPerson } from '../session/for-person.js'
import { showTodos } from '../todos/show-todos.js'
import { createTodoTable } from '../todos/todo-table.js'
import { listPeople } from './list-people.js'

/** What `todo:audit` allows: reading the organisation's todos and people. */
export function organisationRoutes(rollcall: TodoRollcall): Router {
  const router = Router()
  router.get(
    '/organisation/todos',
    forPerson(rollcall, async (person, _request, response) => {
      assertMay(person, 'todo:audit')
      const todos = await createTodoTable(rollcall.database, person.tenant).all()
      const answer: OrganisationTodos = { todos: await showTodos(person.directory.users, todos) }
      response.json(answer)
    }),
  )
  router.get(
    '/organisation/people',
    forPerson(rollcall, async (person, _request, response) => {
      assertMay(person, 'todo:audit')
      const openTodos = await createTodoTable(rollcall.database, person.tenant).openByOwner()
      const answer: OrganisationPeople = { people: await listPeople(person.directory, openTodos) }
      response.json(answer)
    }),
  )
  return router
}
