import { type Answer, readAnswer } from './browser.js'

export interface NewPerson {
  readonly userName: string
  readonly password?: string
  readonly roles?: readonly string[]
  readonly givenName?: string
  readonly familyName?: string
}

export interface ScimUser {
  readonly id: string
  readonly userName: string
  readonly active: boolean
}

/** An identity provider with a key. */
export interface ScimClient {
  send<Body = unknown>(method: string, path: string, body?: unknown): Promise<Answer<Body>>
  createPerson(person: NewPerson): Promise<ScimUser>
  patch(id: string, ...operations: readonly object[]): Promise<Answer<ScimUser>>
  setRoles(id: string, ...roles: readonly string[]): Promise<void>
}

export const patchOpSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'

export function createScimClient(base: string, key: string): ScimClient {
  async function send<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    return readAnswer<Body>(await fetch(`${base}${path}`, init))
  }
  const patch = (id: string, ...operations: readonly object[]) =>
    send<ScimUser>('PATCH', `/Users/${id}`, { schemas: [patchOpSchema], Operations: operations })
  return {
    send,
    patch,
    async createPerson({
      userName,
      password = 'a password for tests',
      roles = [],
      givenName = 'Test',
      familyName = 'Person',
    }) {
      const answer = await send<ScimUser>('POST', '/Users', {
        schemas: [userSchema],
        userName,
        password,
        name: { givenName, familyName },
        displayName: `${givenName} ${familyName}`,
        emails: [{ value: userName, type: 'work', primary: true }],
        active: true,
        roles: roles.map((value) => ({ value })),
      })
      if (answer.status !== 201) throw new Error(`'${userName}' was not made: ${answer.status} ${answer.text}`)
      return answer.body
    },
    async setRoles(id, ...roles) {
      const answer = await patch(id, { op: 'replace', path: 'roles', value: roles.map((value) => ({ value })) })
      if (answer.status !== 200 && answer.status !== 204) throw new Error(`roles: ${answer.status} ${answer.text}`)
    },
  }
}
