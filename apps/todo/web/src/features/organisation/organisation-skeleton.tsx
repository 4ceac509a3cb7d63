import { Skeleton, VisuallyHidden } from '@mantine/core'
import classes from './organisation-skeleton.module.css'

const widths = ['58%', '46%', '64%', '40%', '52%', '60%', '36%']

/** The layout of a table while it loads. It shows itself only when that takes a moment. */
export function OrganisationSkeleton({ label }: { readonly label: string }) {
  return (
    <div role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      <div className={classes.waiting} aria-hidden="true">
        <Skeleton height={36} width="70%" mb={24} />
        {widths.map((width) => (
          <div key={width} className={classes.row}>
            <Skeleton height={16} width={width} />
            <Skeleton height={24} width={24} circle />
            <Skeleton height={16} width={96} />
          </div>
        ))}
      </div>
    </div>
  )
}
