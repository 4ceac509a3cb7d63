import type { Permission } from '@rollcall/todo-api/contract'

/** What each permission allows, as it follows "You may". A new permission does not compile without its words. */
export const permissionWords: Record<Permission, string> = {
  'todo:own': 'add, complete and delete your own todos',
  'todo:audit': "read everyone's todos",
  'todo:assign': 'assign todos to others',
  'todo:complete-any': "complete others' todos",
}

/** In the order in which pages list them. */
export const permissions = Object.keys(permissionWords) as readonly Permission[]
