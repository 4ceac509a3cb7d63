import { hideFilterValues, printable } from './hide-values.js'
import { secretName } from './secret-name.js'

const redacted = '[redacted]'
/** The longest body that is kept. */
export const longestBody = 64 * 1024

/**
 * A body for the log: JSON again, with every password, key and token taken out. What is not JSON is not shown, since
 * nobody can say what it holds.
 *
 * @param secret the key of the request itself
 */
export function redactBody(text: string, secret: string | undefined): string {
  if (text === '') return ''
  if (text.length > longestBody) return `(${text.length} characters, too long to show)`
  try {
    return JSON.stringify(JSON.parse(text, withoutSecrets(secret)))
  } catch {
    return `(${text.length} characters, not JSON)`
  }
}

/** Keys of ours, wherever they stand. */
const ourKey = /rc_[a-z0-9.-]{1,63}_[\w-]{16,}/g

function withoutSecrets(secret: string | undefined) {
  return function redact(this: unknown, name: string, value: unknown): unknown {
    if (secretName.test(name) || (name.toLowerCase() === 'value' && isOperationOnSecret(this))) {
      return value === null || typeof value === 'boolean' ? value : redacted
    }
    if (typeof value !== 'string') return value
    // What a secret is compared with is one (D-20): a query by POST.
    const asksForSecret = name.toLowerCase() === 'filter' && secretName.test(value)
    return redactText(asksForSecret ? hideFilterValues(value) : value, secret)
  }
}

/** `{"op": "replace", "path": "password", "value": "…"}` */
function isOperationOnSecret(holder: unknown): boolean {
  if (typeof holder !== 'object' || holder === null) return false
  return Object.entries(holder).some(
    ([name, value]) => /^(path|type|name)$/i.test(name) && typeof value === 'string' && secretName.test(value),
  )
}

function redactText(text: string, secret: string | undefined): string {
  if (secret !== undefined && text.includes(secret)) return redacted
  // JSON inside a text (Entra ID, Q17) may hold a member of that name.
  if (/^\s*[{[]/.test(text) && secretName.test(text)) return redacted
  return printable(text.replace(ourKey, redacted))
}
