import type { APIRequestContext, BrowserContext } from 'playwright-core'

/** The Todo API, asked with the cookies of one browser window. */
export interface TodoClient {
  add(todo: NewTodo): Promise<{ readonly id: string }>
  complete(id: string): Promise<void>
}

export interface NewTodo {
  readonly task: string
  readonly due?: string | null
  readonly owner?: string | null
}

/** Signs in without the page, where signing in is not what is looked at. */
export async function signInByRequest(
  context: BrowserContext,
  origin: string,
  { userName, password }: { readonly userName: string; readonly password: string },
): Promise<TodoClient> {
  const send = createSend(context.request, origin)
  await send('POST', '/api/sign-in', { email: userName, password })
  return {
    add: async (todo) => (await send('POST', '/api/todos', todo)) as { readonly id: string },
    complete: async (id) => void (await send('PATCH', `/api/todos/${id}`, { completed: true })),
  }
}

function createSend(request: APIRequestContext, origin: string) {
  return async (method: string, path: string, data: object): Promise<unknown> => {
    const response = await request.fetch(`${origin}${path}`, { method, data, headers: { origin } })
    if (!response.ok()) throw new Error(`${method} ${path} was answered ${response.status()}: ${await response.text()}`)
    return response.json()
  }
}
