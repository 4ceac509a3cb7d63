/** Both lists of todos, one's own and the organisation's, are kept under `todosKey`. */
export const todosKey = ['todos'] as const
export const ownTodosKey = [...todosKey, 'own'] as const
export const organisationTodosKey = [...todosKey, 'organisation'] as const
