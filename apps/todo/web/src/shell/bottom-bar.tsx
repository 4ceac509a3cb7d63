import { Link } from '@tanstack/react-router'
import { useMe } from '../session/use-me.js'
import classes from './bottom-bar.module.css'
import { navigationOf } from './navigation-of.js'

/** The header's navigation, where the thumb is. */
export function BottomBar() {
  const me = useMe()
  return (
    <nav className={classes.bar} aria-label="Pages">
      {navigationOf(me.permissions).map(({ to, label, Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={classes.page}>
          <Icon size={20} aria-hidden="true" />
          {label}
        </Link>
      ))}
    </nav>
  )
}
