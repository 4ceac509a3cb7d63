import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { AppHeader } from './app-header.js'
import { BottomBar } from './bottom-bar.js'
import classes from './frame.module.css'
import { OfflineNotice } from './offline-notice.js'

/** What stands around every page of a signed-in person. */
export function PageFrame({ children }: { readonly children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    // Whoever reads with the ears, or the keyboard, starts at the new page's top.
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true })
    shown.current = pathname
  }, [pathname])

  return (
    <>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      <AppHeader />
      <main id="content" ref={main} tabIndex={-1} className={classes.main} data-bottom-bar>
        <OfflineNotice />
        {children}
      </main>
      <BottomBar />
    </>
  )
}
