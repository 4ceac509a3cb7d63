/** Rollcall's mark: three short lines with a tick beside each, the middle one in the accent. */
export function Mark({
  size = 22,
  quiet = 'var(--rc-control)',
  accent = 'var(--rc-accent)',
}: {
  readonly size?: number
  readonly quiet?: string
  readonly accent?: string
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke={quiet}
      strokeWidth={2.25}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M2.5 5.5l1.8 1.8L7.5 3.8M11.5 5.5h9" />
      <path stroke={accent} d="M2.5 12l1.8 1.8 3.2-3.5M11.5 12h9" />
      <path d="M2.5 18.5l1.8 1.8 3.2-3.5M11.5 18.5h9" />
    </svg>
  )
}
