import type { ConnectionSettings } from './connection-settings.js'

/** An identity provider's way into an organisation. */
export interface ConnectionSummary {
  readonly id: string
  readonly manner: 'compatible' | 'strict'
  readonly dialect: 'okta' | 'ietf'
  readonly settings: ConnectionSettings
  /** Milliseconds since 1970. */
  readonly created: number
}
