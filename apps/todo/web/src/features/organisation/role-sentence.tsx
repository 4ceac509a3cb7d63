import type { Me } from '@rollcall/todo-api/contract'
import { useMe } from '../../session/use-me.js'
import { listOf } from '../../words/list-of.js'

/** As what the person looks at the organisation, and what they may do there. */
export function RoleSentence() {
  const me = useMe()
  return (
    <>
      As <b>{listOf(rolesThatMatter(me))}</b> you {whatTheyMayDo(me)}.
    </>
  )
}

function rolesThatMatter(me: Me): readonly string[] {
  return me.roles.filter((role) => role.allows.some((each) => each !== 'todo:own')).map((role) => role.display)
}

function whatTheyMayDo(me: Me): string {
  const assigns = me.permissions.includes('todo:assign')
  const completes = me.permissions.includes('todo:complete-any')
  if (assigns && completes) return 'can assign and complete all of them'
  if (assigns) return 'can assign all of them'
  if (completes) return 'can complete all of them'
  return 'read all of them and change none'
}
