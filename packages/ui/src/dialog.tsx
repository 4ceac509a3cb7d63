import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './dialog.module.css'

/** A dialog: focus stays in it, and goes back to where it came from. */
export function Dialog({
  opened,
  onClose,
  title,
  children,
}: {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
}) {
  return (
    // Not Mantine's own head: it is a <header>, which assistive technology takes for a second head of the page.
    <Modal opened={opened} onClose={onClose} withCloseButton={false} padding={20}>
      <div className={classes.head}>
        <Modal.Title className={classes.title}>{title}</Modal.Title>
        <Modal.CloseButton aria-label="Close" />
      </div>
      {children}
    </Modal>
  )
}
