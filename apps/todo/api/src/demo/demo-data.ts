/** The people and the organisation of the walk-through. Its key and passwords are public: they open nothing but the demo. */
export const demoOrganisation = 'gridco.example'

export const demoKey = '123123'

export interface DemoAccount {
  readonly userName: string
  readonly password: string
  readonly externalId: string
  readonly name: { readonly givenName: string; readonly familyName: string }
  readonly roles: readonly string[]
}

export const demoAccounts: readonly DemoAccount[] = [
  {
    userName: 'trinity@gridco.example',
    password: 'Zion',
    externalId: '32',
    name: { givenName: 'Trinity', familyName: 'JustTrinity' },
    roles: ['todo-er'],
  },
  {
    userName: 'somnus.henderson@gridco.example',
    password: 'correct horse battery staple',
    externalId: '31',
    name: { givenName: 'Somnus', familyName: 'Henderson' },
    roles: [],
  },
]

export interface DemoTodo {
  readonly task: string
  /** In days from today; absent for no date. */
  readonly due?: number
  /** How many days ago it was added, and completed. */
  readonly added: number
  readonly done?: number
}

/** Trinity's, so that her list looks like somebody's week. */
export const demoTodos: readonly DemoTodo[] = [
  { task: 'Send the Q3 meter readings to Ravi', due: -4, added: 9 },
  { task: 'Review the substation access list', due: 0, added: 5 },
  { task: 'Book the room for the load-shedding drill', due: 0, added: 2 },
  { task: 'Write up the load-shedding test', due: 2, added: 3 },
  { task: 'Order replacement badges for the night crew', due: 3, added: 3 },
  { task: 'Plan the transformer inspection', due: 12, added: 1 },
  { task: 'Read the new on-call rota', added: 1 },
  { task: 'Answer the auditor about September', due: 0, added: 4, done: 0 },
  { task: 'Call back the Hollow Road customers', due: -1, added: 4, done: 1 },
  { task: 'Publish the outage notice for Brandt Street', due: -1, added: 3, done: 1 },
  { task: 'Check the spare-parts invoice', due: -2, added: 6, done: 1 },
  { task: 'Replace the relay in cabinet 14', due: -4, added: 8, done: 4 },
  { task: 'Sign the transformer lease', due: -5, added: 10, done: 5 },
  { task: 'Thank the storm crew', added: 7, done: 5 },
]
