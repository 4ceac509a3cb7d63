import { Skeleton, VisuallyHidden } from '@mantine/core'
import classes from './my-todos-page.module.css'

const widths = ['62%', '44%', '56%', '38%', '50%', '30%']

/** The list's layout while it loads. It shows itself only when that takes a moment. */
export function MyTodosSkeleton() {
  return (
    <div className={classes.two} role="status">
      <VisuallyHidden>Loading your todos</VisuallyHidden>
      <div className={classes.waiting} aria-hidden="true">
        <Skeleton height={44} mb={16} />
        <Skeleton height={32} width={210} mb={32} />
        {widths.map((width) => (
          <div key={width} className={classes.waitingRow}>
            <Skeleton height={20} width={20} />
            <Skeleton height={16} width={width} />
          </div>
        ))}
      </div>
      <div className={classes.waiting} aria-hidden="true">
        <Skeleton height={20} width={140} mb={16} />
        <Skeleton height={80} mb={40} />
        <Skeleton height={20} width={160} mb={12} />
        <Skeleton height={16} mb={8} />
        <Skeleton height={16} width="70%" />
      </div>
    </div>
  )
}
