import { initialsOf } from './initials-of.js'
import classes from './person-initials.module.css'

/** A person's initials in a circle. For the eye only: the name always stands beside it. */
export function PersonInitials({
  name,
  size = 'small',
}: {
  readonly name: string
  readonly size?: 'small' | 'large' | 'huge'
}) {
  return (
    <span className={classes.initials} data-size={size} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}
