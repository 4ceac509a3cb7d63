import { Refusal } from '../refusal.js'

/**
 * A tenant's name is its id, and part of every key and of no URL: lower case, and without `_`, which ends it in a key.
 *
 * @throws Refusal
 */
export function assertTenantName(name: string): void {
  if (isTenantName(name)) return
  throw new Refusal(
    `'${name}' cannot name an organisation: use its domain, such as 'gridco.example' (lower case letters, digits, '.' and '-', at most 63).`,
  )
}

/** Whether a tenant may be called so. */
export function isTenantName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/.test(name)
}

/** The sentence for an organisation that is not there. */
export function unknownTenant(name: string): Refusal {
  return new Refusal(`There is no organisation '${name}'. Make it with: rollcall tenant create ${name}`)
}
