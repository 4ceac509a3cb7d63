import type { ReactNode } from 'react'
import { Brand } from './brand.js'
import classes from './frame.module.css'

/** What stands around a page that nobody need be signed in for. */
export function PlainFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <header className={classes.header}>
        <Brand />
      </header>
      <main className={classes.main}>{children}</main>
    </>
  )
}
