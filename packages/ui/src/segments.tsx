import { useId } from 'react'
import classes from './segments.module.css'

/** One choice of a few, each with its count. */
export function Segments<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string
  readonly options: readonly {
    readonly value: Value
    readonly label: string
    readonly count?: number
    readonly needsYou?: boolean
  }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className={classes.segments} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={classes.segment}>
          <input
            type="radio"
            className={classes.radio}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
          {option.count !== undefined && (
            <span className={classes.count} data-needs-you={option.needsYou || undefined}>
              {option.count.toLocaleString('en-GB')}
            </span>
          )}
        </label>
      ))}
    </fieldset>
  )
}
