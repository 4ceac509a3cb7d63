import { Link } from '@tanstack/react-router'
import { useMe } from '../session/use-me.js'
import classes from './app-header.module.css'
import { Brand } from './brand.js'
import frame from './frame.module.css'
import { navigationOf } from './navigation-of.js'
import { UserMenu } from './user-menu.js'

export function AppHeader() {
  const me = useMe()
  return (
    <header className={frame.header}>
      <Brand />
      <nav className={classes.pages} aria-label="Pages">
        {navigationOf(me.permissions).map(({ to, label }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={classes.page}>
            {label}
          </Link>
        ))}
      </nav>
      <UserMenu />
    </header>
  )
}
