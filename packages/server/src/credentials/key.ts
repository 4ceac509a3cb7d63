import { hash, randomBytes } from 'node:crypto'

/** Draws a key: it carries its tenant, so that only that tenant's rows are asked about it, and 256 random bits. */
export function drawKey(tenant: string): string {
  return `rc_${tenant}_${randomBytes(32).toString('base64url')}`
}

/** The tenant that a key carries, or undefined. A tenant's name has no `_`: the first one ends it. */
export function tenantOfKey(key: string): string | undefined {
  return /^rc_([a-z0-9.-]{1,63})_./.exec(key)?.[1]
}

/** What is stored of a key: 256 random bits need no slow hash. */
export function hashKey(key: string): string {
  return hash('sha256', key)
}

/** How many characters of a hash name its key: enough for it to be the only one, and of no use to whoever looks for keys. */
export const keyIdLength = 12
