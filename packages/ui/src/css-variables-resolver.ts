import type { CSSVariablesResolver } from '@mantine/core'

const fromTokens = {
  '--mantine-color-text': 'var(--rc-text)',
  '--mantine-color-bright': 'var(--rc-text)',
  '--mantine-color-body': 'var(--rc-surface)',
  '--mantine-color-dimmed': 'var(--rc-text-3)',
  '--mantine-color-placeholder': 'var(--rc-text-3)',
  '--mantine-color-anchor': 'var(--rc-accent-text)',
  // What is wrong in a field waits for the person; red is for loss.
  '--mantine-color-error': 'var(--rc-amber-text)',
  '--mantine-color-success': 'var(--rc-accent)',
  '--mantine-color-default': 'var(--rc-surface)',
  '--mantine-color-default-hover': 'var(--rc-hover)',
  '--mantine-color-default-color': 'var(--rc-text)',
  '--mantine-color-default-border': 'var(--rc-line)',
  '--mantine-color-disabled': 'var(--rc-sunken)',
  '--mantine-color-disabled-color': 'var(--rc-text-3)',
  '--mantine-color-disabled-border': 'var(--rc-line)',
  '--mantine-primary-color-contrast': 'var(--rc-on-accent)',
}

/** Points Mantine's own colours at the variables of `tokens.css`. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: fromTokens, dark: fromTokens })
