import { boolean, type EntitlementTypeDefinition, type RoleDefinition, type Rollcall } from '@rollcall/server'
import type { Permission } from './contract.js'

/** Rollcall, with the Todo app's permissions. */
export type TodoRollcall = Rollcall<Permission>

/** What every organisation can grant from the start, and what it allows. */
export const roles = {
  'todo-er': {
    display: 'Todo-er',
    description: 'Keeps todos of their own: adds, completes and deletes them.',
    allows: ['todo:own'],
  },
  'todo-auditor': {
    display: 'Todo Auditor',
    description: 'Reads every todo of the organisation, and changes none.',
    allows: ['todo:audit'],
  },
  manager: {
    display: 'Manager',
    description: 'Keeps todos of their own, reads everyone’s, assigns them and completes them.',
    allows: ['todo:own', 'todo:audit', 'todo:assign', 'todo:complete-any'],
  },
} as const satisfies Record<string, RoleDefinition<Permission>>

/** What can be granted beside roles. The app shows it on the profile; it allows nothing. */
export const entitlementTypes: readonly EntitlementTypeDefinition[] = [
  {
    name: 'Characteristic',
    endpoint: '/Characteristics',
    description: 'What is known about a person beside their roles.',
    extension: 'urn:bestapps:scim:schemas:extension:todoapp:1.0:Characteristic',
    attributes: { is_tall: boolean() },
    values: {
      is_tall: {
        display: 'This user is so tall',
        description: 'Taller than most, and the first to be asked about the top shelf.',
        is_tall: true,
      },
    },
  },
]
