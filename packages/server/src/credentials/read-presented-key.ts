/** A key as a client presents it, and in which form. */
export interface PresentedKey {
  readonly key: string
  readonly form: 'bearer' | 'basic' | 'raw'
}

/** Longer than any key of ours. */
const headerLimit = 1024

/**
 * Reads the key from an Authorization header: `Bearer`, in any case; Basic, whose password it is; or no scheme at all
 * (Q1). Nowhere else is looked: a key in a query string would stand in every log on its way.
 */
export function readPresentedKey(authorization: string | null): PresentedKey | undefined {
  const text = authorization?.trim() ?? ''
  if (text === '' || text.length > headerLimit) return undefined
  const space = text.search(/[ \t]/)
  if (space === -1) return { key: text, form: 'raw' }
  const rest = text.slice(space).trim()
  switch (text.slice(0, space).toLowerCase()) {
    case 'bearer':
      return { key: rest, form: 'bearer' }
    case 'basic':
      return passwordOf(rest)
    default:
      return undefined
  }
}

/** RFC 7617 §2: `user-id ":" password`. The user id is not looked at. */
function passwordOf(encoded: string): PresentedKey | undefined {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const key = text.slice(colon + 1)
  return colon === -1 || key === '' ? undefined : { key, form: 'basic' }
}
