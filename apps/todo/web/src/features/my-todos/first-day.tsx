import { Button } from '@mantine/core'
import { EmptyState } from '@rollcall/ui'
import { IconListCheck } from '@tabler/icons-react'

/** Before the first todo. */
export function FirstDay({ onStart }: { readonly onStart: () => void }) {
  return (
    <EmptyState
      icon={<IconListCheck size={20} aria-hidden="true" />}
      title="You have no todos yet"
      action={<Button onClick={onStart}>Write the first one</Button>}
    >
      They appear here, by due date: those you add, and those that a colleague assigns to you. End one with a day, such
      as “friday”, and it is due then.
    </EmptyState>
  )
}
