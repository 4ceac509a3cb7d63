import { Mark } from '@rollcall/ui'
import { Link } from '@tanstack/react-router'
import classes from './frame.module.css'

export function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <Mark quiet="var(--rc-header-mark)" accent="var(--rc-header-text)" />
      Todo
    </Link>
  )
}
