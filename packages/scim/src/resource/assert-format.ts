import type { Manner } from '../manner.js'
import type { TextFormat } from '../schema/attribute.js'
import { invalidValue } from '../scim-error.js'
import { acceptOtherFormats } from './vendor-dialects.js'

/**
 * Checks what RFC 7643 §4.1 asks of a text beyond its type: a time zone exists, a country has its code.
 *
 * @throws ScimError invalidValue, in the strict manner (Q45)
 */
export function assertFormat(text: string, format: TextFormat | undefined, name: string, manner: Manner): void {
  if (format === undefined || formats[format].fits(text) || acceptOtherFormats(manner)) return
  throw invalidValue(`'${name}' is ${formats[format].noun}.`)
}

const formats: Readonly<Record<TextFormat, { readonly noun: string; readonly fits: (text: string) => boolean }>> = {
  certificate: { noun: 'one X.509 certificate: send the base64 of its DER form', fits: isOneDerValue },
  country: { noun: "a country's code of two letters, such as 'US' (ISO 3166-1)", fits: isCountry },
  languages: { noun: "a list of languages, such as 'en-US, en;q=0.8' (RFC 9110 §12.5.4)", fits: isLanguageList },
  languageTag: { noun: "a language tag, such as 'en-US' (BCP 47)", fits: isLanguageTag },
  timeZone: { noun: "a time zone of the IANA database, such as 'America/Los_Angeles'", fits: isTimeZone },
}

/** No name of a language, country or time zone is as long. */
const longestName = 255

function isCountry(text: string): boolean {
  if (!/^[A-Z]{2}$/.test(text)) return false
  const name = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(text)
  return name !== undefined && text !== 'ZZ'
}

function isLanguageTag(text: string): boolean {
  return text.length <= longestName && succeeds(() => Intl.getCanonicalLocales(text))
}

function isLanguageList(text: string): boolean {
  if (text.length > longestName) return false
  return text.split(',').every((range) => /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$|^\*$/i.test(rangeOf(range)))
}

/** What is before the weight, which is checked here too: `en;q=0.8`. */
function rangeOf(element: string): string {
  const [range = '', weight, ...more] = element.split(';').map((part) => part.trim())
  const isWeighted = weight === undefined || /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i.test(weight)
  return isWeighted && more.length === 0 ? range : ''
}

/** Offsets such as `+01:00`, which some engines know as well, are no names. */
function isTimeZone(text: string): boolean {
  if (text.length > longestName || !/^[A-Za-z]/.test(text)) return false
  return succeeds(() => new Intl.DateTimeFormat('en', { timeZone: text }))
}

function succeeds(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

/** A certificate is one SEQUENCE, and its length says where it ends: nothing comes after it (X.690 §8.1.3). */
function isOneDerValue(text: string): boolean {
  const digits = text.replace(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/')
  const size = Math.floor((digits.length * 3) / 4)
  const [tag, first, ...more] = bytesOf(digits.slice(0, 12))
  if (tag !== 0x30 || first === undefined) return false
  if (first < 0x80) return size === 2 + first
  const count = first - 0x80
  if (count < 1 || count > 4) return false
  const length = more.slice(0, count).reduce((sum, byte) => sum * 256 + byte, 0)
  return size === 2 + count + length
}

function bytesOf(digits: string): readonly number[] {
  const whole = digits.slice(0, digits.length - (digits.length % 4))
  return /^[A-Za-z0-9+/]*$/.test(whole) ? Array.from(atob(whole), (character) => character.charCodeAt(0)) : []
}
