import { addMembers, patchBody, removeMembers, userBody } from '../contests/messages.js'
import type { Method } from '../deployment/scim-client.js'
import type { Write } from './held-resources.js'

export interface WriteRequest {
  readonly method: Method
  readonly path: string
  readonly body?: object
}

/** The request that makes a write, given the ids of the client's users by their names. */
export function requestOf(write: Write, ids: ReadonlyMap<string, string>): WriteRequest {
  const userPath = (userName: string) => `/Users/${idOf(userName)}`
  switch (write.kind) {
    case 'create': {
      const more = { nickName: write.text, title: write.text, roles: [{ value: 'member' }] }
      return { method: 'POST', path: '/Users', body: userBody(write.userName, more) }
    }
    case 'patch': {
      const body = patchBody({ op: 'replace', value: { nickName: write.text, title: write.text } })
      return { method: 'PATCH', path: userPath(write.userName), body }
    }
    case 'grant': {
      const body = patchBody({ op: 'add', path: 'roles', value: [{ value: write.role }] })
      return { method: 'PATCH', path: userPath(write.userName), body }
    }
    case 'revoke': {
      const body = patchBody({ op: 'remove', path: `roles[value eq "${write.role}"]` })
      return { method: 'PATCH', path: userPath(write.userName), body }
    }
    case 'join':
      return { method: 'PATCH', path: `/Groups/${write.group}`, body: addMembers(...write.userNames.map(idOf)) }
    case 'leave':
      return { method: 'PATCH', path: `/Groups/${write.group}`, body: removeMembers(...write.userNames.map(idOf)) }
    case 'delete':
      return { method: 'DELETE', path: userPath(write.userName) }
  }

  function idOf(userName: string): string {
    const id = ids.get(userName)
    if (id === undefined) throw new Error(`the id of '${userName}' was never answered`)
    return id
  }
}
