import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useRef } from 'react'

/** Whether single keys act. WCAG 2.1.4: whoever speaks to the computer, or brushes keys, can switch them off. */
export function useKeysOn() {
  return useLocalStorage({ key: 'todo-single-keys', defaultValue: true, getInitialValueInEffect: false })
}

/** Lets single keys act on the page: not while someone types, nor behind a dialog, nor with a modifier. */
export function useKeys(actions: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const [on] = useKeysOn()
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    if (!on) return
    function act(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return
      latest.current[event.key]?.(event)
    }
    document.addEventListener('keydown', act)
    return () => document.removeEventListener('keydown', act)
  }, [on])
}

const typing = 'textarea, select, [contenteditable="true"], input:not([type="checkbox"]):not([type="radio"])'
const above = '[role="dialog"], [role="menu"], [role="listbox"]'

function isElsewhere(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest(`${typing}, ${above}`)) return true
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}
