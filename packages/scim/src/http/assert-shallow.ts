import { deepestLevel } from '../json.js'
import { invalidSyntax } from '../scim-error.js'

const quote = 0x22
const backslash = 0x5c

/**
 * Refuses a text of JSON whose arrays and objects stand deeper within each other than any message needs, before it is parsed.
 * One pass; whether the text is JSON at all is said by whoever parses it.
 *
 * @throws ScimError invalidSyntax
 */
export function assertShallow(text: string, what: string): void {
  let level = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) at = endOfString(text, at)
    else if (opens(unit)) level++
    else if (closes(unit)) level--
    if (level > deepestLevel) {
      throw invalidSyntax(`${what} has more than ${deepestLevel} arrays and objects within each other.`)
    }
  }
}

/** `[` and `{` */
function opens(unit: number): boolean {
  return unit === 0x5b || unit === 0x7b
}

/** `]` and `}` */
function closes(unit: number): boolean {
  return unit === 0x5d || unit === 0x7d
}

/** Where the quote is that ends the string: one that is not escaped, that is, after an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end
  }
  return text.length
}
