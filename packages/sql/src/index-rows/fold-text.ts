import type { Attribute } from '@rollcall/scim'

/** A text as its attribute compares it. The engine has its own way to the same keys: so that an error in one shows. */
export function keyOfText(attribute: Pick<Attribute, 'comparison'>, text: string): string {
  switch (attribute.comparison) {
    case 'exact':
      return text
    case 'ignoreCase':
      return foldCase(text)
    case 'userName':
      return foldCase(mapWidths(text))
  }
}

/** NFC, lower case code point by code point (a final sigma must not depend on what follows), NFC. */
export function foldCase(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  const lowered = Array.from(text.normalize('NFC'), (character) => character.toLowerCase())
  return lowered.join('').normalize('NFC')
}

/** Full-width and half-width characters as ordinary ones (D-52; RFC 8265 §3.3.1). */
function mapWidths(text: string): string {
  if (isAscii(text)) return text
  return Array.from(text, (character) => (hasWidth(character) ? character.normalize('NFKC') : character)).join('')
}

/** The ideographic space, and the block of half-width and full-width forms. */
function hasWidth(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code === 0x3000 || (code >= 0xff01 && code <= 0xffee)
}

/** Nearly every text is: none of it is written in two ways, and none of it is wide. */
function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are ASCII as well.
  return /^[\x00-\x7f]*$/.test(text)
}
