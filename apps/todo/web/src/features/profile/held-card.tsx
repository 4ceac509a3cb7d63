import type { ReactNode } from 'react'
import classes from './held-card.module.css'

export function HeldCard({
  name,
  value,
  kind,
  children,
}: {
  readonly name: string
  readonly value: string
  readonly kind: string
  readonly children: ReactNode
}) {
  return (
    <article className={classes.card}>
      <div className={classes.name}>
        <h3>{name}</h3>
        <p>{kind}</p>
        {value !== name && <code>{value}</code>}
      </div>
      <p className={classes.words}>{children}</p>
    </article>
  )
}
