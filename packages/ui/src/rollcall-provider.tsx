import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { cssVariablesResolver } from './css-variables-resolver.js'
import { theme } from './theme.js'

/** Gives what is inside Rollcall's theme, in the colour scheme that the person chose, or the system's. */
export function RollcallProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  )
}
