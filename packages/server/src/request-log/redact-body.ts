import { hideAfterSecret, hideFilterValues, printable } from './hide-values.js'
import type { NamesSecret } from './secret-name.js'

const redacted = '[redacted]'
/** The longest body that is kept. */
export const longestBody = 64 * 1024

/** What must not be shown of a request. */
export interface Secrets {
  /** The key of the request itself. */
  readonly key: string | undefined
  readonly namesSecret: NamesSecret
}

/**
 * A body for the log: JSON again, with every password, key and token taken out, and whatever the tenant's schemas never
 * return; no text goes on after the name of one. What is not JSON is not shown, since nobody can say what it holds.
 */
export function redactBody(text: string, secrets: Secrets): string {
  if (text === '') return ''
  if (text.length > longestBody) return tooLongToShow(text.length)
  try {
    return JSON.stringify(JSON.parse(text, withoutSecrets(secrets)))
  } catch {
    return `(${text.length} characters, not JSON)`
  }
}

/** What stands for a body that nobody would read. */
export function tooLongToShow(length: number): string {
  return `(${length} characters, too long to show)`
}

/** Keys of ours, wherever they stand. */
const ourKey = /rc_[a-z0-9.-]{1,63}_[\w-]{16,}/g

function withoutSecrets(secrets: Secrets) {
  const { namesSecret } = secrets
  return function redact(this: unknown, name: string, value: unknown): unknown {
    if (value === null) return value
    if (namesSecret(name) || (name.toLowerCase() === 'value' && isOperationOnSecret(this, namesSecret))) return redacted
    if (typeof value !== 'string') return withoutSecretsInNames(value, namesSecret)
    // What a secret is compared with is one (D-20): in a query by POST, and in the path of a PATCH.
    const asksForSecret = /^(filter|path)$/i.test(name) && namesSecret(value)
    return redactText(value, secrets, asksForSecret ? hideFilterValues : hideAfterSecret)
  }
}

/** A path may stand where a name belongs (Q13), and a secret in it. */
function withoutSecretsInNames(value: unknown, namesSecret: NamesSecret): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (!Object.keys(value).some((name) => hideAfterSecret(name, namesSecret) !== name)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [hideAfterSecret(name, namesSecret), each]))
}

/** `{"op": "replace", "path": "password", "value": "…"}` */
function isOperationOnSecret(holder: unknown, namesSecret: NamesSecret): boolean {
  if (typeof holder !== 'object' || holder === null) return false
  return Object.entries(holder).some(
    ([name, value]) => /^(path|type|name)$/i.test(name) && typeof value === 'string' && namesSecret(value),
  )
}

function redactText(text: string, { key, namesSecret }: Secrets, hide: typeof hideAfterSecret): string {
  if (key !== undefined && text.includes(key)) return redacted
  // JSON inside a text (Entra ID, Q17) may hold a member of that name.
  if (/^\s*[{[]/.test(text) && namesSecret(text)) return redacted
  return printable(hide(text.replace(ourKey, redacted), namesSecret))
}
