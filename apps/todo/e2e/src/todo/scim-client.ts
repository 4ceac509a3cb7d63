/** The demo's identity provider. */
export interface ScimClient {
  /** Makes a person, and gives them a password. */
  createPerson(person: NewPerson): Promise<Person>
  findPerson(userName: string): Promise<{ readonly id: string }>
  patch(id: string, ...operations: readonly object[]): Promise<void>
  setRoles(id: string, ...roles: readonly string[]): Promise<void>
  setActive(id: string, active: boolean): Promise<void>
}

export interface NewPerson {
  readonly givenName: string
  readonly familyName: string
  readonly roles?: readonly string[]
  readonly externalId?: string
}

/** Somebody who can sign in. */
export interface Person {
  readonly id: string
  readonly displayName: string
  readonly userName: string
  readonly password: string
}

const patchOpSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'

export function createScimClient(base: string, key: string): ScimClient {
  async function send(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  async function patch(id: string, ...operations: readonly object[]): Promise<void> {
    await send('PATCH', `/Users/${id}`, { schemas: [patchOpSchema], Operations: operations })
  }
  return {
    patch,
    async createPerson(person) {
      const user = userOf(person)
      const { id } = (await send('POST', '/Users', user)) as { readonly id: string }
      return { id, displayName: user.displayName, userName: user.userName, password: user.password }
    },
    async findPerson(userName) {
      const filter = encodeURIComponent(`userName eq "${userName}"`)
      const answer = (await send('GET', `/Users?filter=${filter}`)) as {
        readonly Resources?: { readonly id: string }[]
      }
      const [found] = answer.Resources ?? []
      if (!found) throw new Error(`There is no '${userName}'.`)
      return found
    },
    setRoles: (id, ...roles) => patch(id, { op: 'replace', path: 'roles', value: roles.map((value) => ({ value })) }),
    setActive: (id, active) => patch(id, { op: 'replace', value: { active } }),
  }
}

function userOf({ givenName, familyName, roles = [], externalId }: NewPerson) {
  const userName = `${givenName}.${familyName}@gridco.example`.toLowerCase().replaceAll(' ', '-')
  return {
    schemas: [userSchema],
    userName,
    password: `the password of ${givenName}`,
    name: { givenName, familyName },
    displayName: `${givenName} ${familyName}`,
    emails: [{ value: userName, type: 'work', primary: true }],
    active: true,
    roles: roles.map((value) => ({ value })),
    ...(externalId !== undefined && { externalId }),
  }
}
