/**
 * What the Todo API and its pages say to each other, as JSON under `/api`. Types only: the pages import nothing else of the API.
 *
 * | Request | Answer | Who |
 * |---|---|---|
 * | GET  /api/session | `Session` | anyone |
 * | POST /api/sign-in `SignIn` | 200 `Session`; 401 `wrongCredentials`; 403 `deactivated`; 429 `tooManyTries` with Retry-After | anyone |
 * | POST /api/sign-out | 204 | anyone |
 * | GET  /api/todos | `TodoList`, own todos, open first by due date, then by age | `todo:own` |
 * | POST /api/todos `NewTodo` | 201 `Todo` | `todo:own`; for another person, or no one: `todo:assign` |
 * | PATCH /api/todos/:id `TodoChange` | 200 `Todo` | own: `todo:own`; others': `completed` needs `todo:complete-any`, `owner` and `due` need `todo:assign` |
 * | DELETE /api/todos/:id | 204 | own: `todo:own`; others' are not deleted |
 * | GET  /api/organisation/todos | `OrganisationTodos` | `todo:audit` |
 * | GET  /api/organisation/people | `OrganisationPeople` | `todo:audit` |
 *
 * Every refusal is a `Problem`. A signed-in person without a role gets 403 `noAccess` on /api/todos. A session whose user was
 * deactivated or removed gets 401 `deactivated` once, and is ended; no session is 401 `signedOut`.
 */

/** What a role may allow, in the order in which pages list it. */
export type Permission = 'todo:own' | 'todo:audit' | 'todo:assign' | 'todo:complete-any'

/** Who is signed in, and whether this is the demo. */
export interface Session {
  /** The signed-in person, or null. Read afresh from the directory at each request. */
  readonly person: Me | null
  /** The demo's people, while the demo data is loaded; else null. Passwords are in the README. */
  readonly demo: { readonly people: readonly DemoPerson[] } | null
}

/** One of the demo's people, to sign in as. */
export interface DemoPerson {
  readonly name: string
  readonly email: string
  /** Display names of the roles held; empty for none. */
  readonly roles: readonly string[]
}

/** The signed-in person: who they are, what they hold and what it allows. */
export interface Me {
  readonly id: string
  /** For the page: "Trinity JustTrinity". */
  readonly displayName: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly userName: string
  readonly organisation: string
  readonly externalId: string | null
  /** ISO 8601: when the person was created here. */
  readonly since: string
  readonly roles: readonly HeldRole[]
  readonly entitlements: readonly HeldEntitlement[]
  readonly permissions: readonly Permission[]
  /** Every role that the organisation can grant, and what it allows. */
  readonly rolesOffered: readonly OfferedRole[]
}

/** A role that a person holds. */
export interface HeldRole {
  readonly value: string
  readonly display: string
  readonly description: string | null
  readonly allows: readonly Permission[]
}

/** An entitlement that a person holds. */
export interface HeldEntitlement {
  readonly value: string
  readonly display: string
  /** The entitlement type's name: "Characteristic", "License". */
  readonly type: string | null
  readonly description: string | null
}

/** A role that the organisation can grant. */
export interface OfferedRole {
  readonly value: string
  readonly display: string
  readonly description: string | null
  readonly allows: readonly Permission[]
}

/** What the sign-in form sends. */
export interface SignIn {
  readonly email: string
  readonly password: string
}

/** A person as todos name them. */
export interface PersonRef {
  readonly id: string
  readonly displayName: string
}

/** One todo of an organisation. */
export interface Todo {
  readonly id: string
  readonly task: string
  /** `YYYY-MM-DD`, or null for no date. */
  readonly due: string | null
  /** ISO 8601, or null while it is open. */
  readonly completedAt: string | null
  readonly createdAt: string
  /** Null when nobody is assigned, or the person was removed. */
  readonly owner: PersonRef | null
  /** Who assigned it, when that was somebody else. */
  readonly assignedBy: PersonRef | null
}

/** A person's own todos. */
export interface TodoList {
  readonly todos: readonly Todo[]
}

/** Every todo of the organisation. */
export interface OrganisationTodos {
  readonly todos: readonly Todo[]
}

/** A person of the organisation, with what they hold and how much they have to do. */
export interface OrganisationPerson {
  readonly id: string
  readonly displayName: string
  readonly userName: string
  readonly active: boolean
  readonly roles: readonly { readonly value: string; readonly display: string }[]
  readonly entitlements: readonly { readonly value: string; readonly display: string; readonly type: string | null }[]
  readonly openTodos: number
}

/** Everybody in the organisation. */
export interface OrganisationPeople {
  readonly people: readonly OrganisationPerson[]
}

/** What makes a todo. */
export interface NewTodo {
  /** 1 to 500 characters after trimming. */
  readonly task: string
  readonly due?: string | null
  /** Whose it is; absent: one's own; null: nobody's yet. */
  readonly owner?: string | null
}

/** What changes a todo: only the members that are there. */
export interface TodoChange {
  readonly task?: string
  readonly due?: string | null
  readonly completed?: boolean
  readonly owner?: string | null
}

/** Why a request was refused, for the page to act on. */
export type ProblemCode =
  | 'signedOut'
  | 'deactivated'
  | 'wrongCredentials'
  | 'tooManyTries'
  | 'noAccess'
  | 'notAllowed'
  | 'notFound'
  | 'invalid'
  | 'unavailable'
  | 'serverError'

/** What every refusal says: a sentence for the person, a code for the page. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
  readonly requestId: string
}
