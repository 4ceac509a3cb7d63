import { z } from 'zod'

const longest = 500

const task = z
  .string({ error: "'task' must be text." })
  // Refused before it is trimmed away: a line break at the end is a mistake of the client's too.
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), {
    error: "'task' must be one line of text, without control characters.",
  })
  .trim()
  .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), { error: "'task' must say what to do: it is empty." })
  .refine((text) => [...text].length <= longest, { error: `'task' must have at most ${longest} characters.` })

const due = z.iso.date({ error: "'due' must be a day of the calendar, such as '2026-11-24', or null." }).nullable()

const owner = z
  .string({ error: "'owner' must be a person's id, or null." })
  .max(100, { error: "'owner' must be a person's id, or null." })
  .nullable()

const completed = z.boolean({ error: "'completed' must be true or false." })

/** The body of POST /api/todos: `NewTodo`. */
export const newTodoInput = z.strictObject({ task, due: due.optional(), owner: owner.optional() })

/** The body of PATCH /api/todos/:id: `TodoChange`. */
export const todoChangeInput = z.strictObject({
  task: task.optional(),
  due: due.optional(),
  completed: completed.optional(),
  owner: owner.optional(),
})

export type TodoChangeInput = z.infer<typeof todoChangeInput>
