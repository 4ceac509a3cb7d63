import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'

/** Copies a value. Absent where the browser offers no clipboard (a page that came without TLS). */
export function CopyButton({ value, label }: { readonly value: string; readonly label: string }) {
  const { copy, copied } = useClipboard()
  if (!('clipboard' in navigator)) return null
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} onClick={() => copy(value)}>
        <Icon size={14} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}
