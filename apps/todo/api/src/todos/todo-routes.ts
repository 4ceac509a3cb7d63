import { randomUUID } from 'node:crypto'
import { type Response, Router } from 'express'
import type { Todo, TodoList } from '../contract.js'
import { readInput } from '../http/read-input.js'
import { assertHasAccess, assertMay, type Person } from '../people/person.js'
import type { TodoRollcall } from '../roles.js'
import { forPerson } from '../session/for-person.js'
import { assertCanOwn } from './assert-can-own.js'
import { assignerOf, changeTodo, removeTodo } from './change-todo.js'
import { showTodos } from './show-todos.js'
import { newTodoInput, todoChangeInput } from './todo-input.js'
import { assertMayAdd } from './todo-rules.js'
import { createTodoTable, type StoredTodo, type TodoTable } from './todo-table.js'

export interface TodoRoutesOptions {
  readonly rollcall: TodoRollcall
  readonly now: () => number
}

export function todoRoutes({ rollcall, now }: TodoRoutesOptions): Router {
  const router = Router()
  const tableOf = ({ tenant }: Person): TodoTable => createTodoTable(rollcall.database, tenant)

  router.get(
    '/todos',
    forPerson(rollcall, async (person, _request, response) => {
      assertMay(person, 'todo:own')
      const list: TodoList = {
        todos: await showTodos(person.directory.users, await tableOf(person).ownedBy(person.id)),
      }
      response.json(list)
    }),
  )
  router.post(
    '/todos',
    forPerson(rollcall, async (person, request, response) => {
      assertHasAccess(person)
      const { task, due, owner } = readInput(newTodoInput, request.body)
      assertMayAdd(person, owner)
      const ownerId = owner === undefined ? person.id : owner
      await assertCanOwn(person, ownerId)
      const todo = newTodo({ task, due, owner: ownerId, assignedBy: assignerOf(person, ownerId), created: now() })
      await tableOf(person).add([todo])
      await answerTodo(response.status(201), person, todo)
    }),
  )
  router.patch(
    '/todos/:id',
    forPerson(rollcall, async (person, request, response) => {
      assertHasAccess(person)
      const change = readInput(todoChangeInput, request.body)
      const id = String(request.params.id)
      await answerTodo(response, person, await changeTodo({ table: tableOf(person), now }, person, id, change))
    }),
  )
  router.delete(
    '/todos/:id',
    forPerson(rollcall, async (person, request, response) => {
      await removeTodo(tableOf(person), person, String(request.params.id))
      response.status(204).end()
    }),
  )
  return router
}

interface NewTodo {
  readonly task: string
  readonly due: string | null | undefined
  readonly owner: string | null
  readonly assignedBy: string | null
  readonly created: number
}

function newTodo({ task, due, owner, assignedBy, created }: NewTodo): StoredTodo {
  return {
    id: randomUUID(),
    task,
    due: due ?? undefined,
    created,
    completed: undefined,
    owner: owner ?? undefined,
    assignedBy: assignedBy ?? undefined,
  }
}

async function answerTodo(response: Response, person: Person, todo: StoredTodo): Promise<void> {
  const [shown] = await showTodos(person.directory.users, [todo])
  response.json(shown satisfies Todo | undefined)
}
