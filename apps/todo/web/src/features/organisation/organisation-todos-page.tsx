import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { Todo } from '@rollcall/todo-api/contract'
import { ProblemPanel } from '@rollcall/ui'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useMe } from '../../session/use-me.js'
import { count } from '../../words/count.js'
import { AddTodoDialog } from './add-todo-dialog.js'
import { OrganisationBoard } from './organisation-board.js'
import { OrganisationHeader } from './organisation-header.js'
import { OrganisationSkeleton } from './organisation-skeleton.js'
import { RoleSentence } from './role-sentence.js'
import { useOrganisationTodos } from './use-organisation-todos.js'

/** Everyone's todos: an auditor reads, a manager also assigns and completes. */
export function OrganisationTodosPage() {
  useDocumentTitle('Organisation · Todo')
  const me = useMe()
  const { data, error, refetch } = useOrganisationTodos()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <OrganisationHeader
        title={`Todos at ${me.organisation}`}
        state={data && <State todos={data} />}
        actions={
          me.permissions.includes('todo:assign') && (
            <Button
              variant="filled"
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              onClick={() => setAdding(true)}
            >
              Add todo
            </Button>
          )
        }
      />
      {data && <OrganisationBoard todos={data} />}
      {!data && error && (
        <ProblemPanel title="The todos did not load." technical={error.technical} onRetry={() => void refetch()}>
          {error.message}
        </ProblemPanel>
      )}
      {!data && !error && <OrganisationSkeleton label="Loading the organisation's todos" />}
      <AddTodoDialog opened={adding} onClose={() => setAdding(false)} />
    </>
  )
}

function State({ todos }: { readonly todos: readonly Todo[] }) {
  const open = todos.filter((todo) => todo.completedAt === null)
  const people = new Set(open.flatMap((todo) => todo.owner?.id ?? []))
  return (
    <>
      {open.length.toLocaleString('en-GB')} open, with {count(people.size, 'person', 'people')}. <RoleSentence />
    </>
  )
}
