/** FNV-1a over the UTF-16 code units, as an unsigned number of 32 bits: tells texts apart, and keeps nothing secret. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
