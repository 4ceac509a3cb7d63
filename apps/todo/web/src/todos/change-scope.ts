/** Changes of todos reach the server in the order in which they were made: a tick before its undo, both before the deletion. */
export const changeScope = { id: 'change-todo' } as const
