import type { Id, Instant } from './resource.js'

/**
 * Draws ids: UUIDv7 (RFC 9562 §5.7) in lower case, from the given clock and randomness, so that a test can repeat them.
 * Within one millisecond a counter keeps them ascending.
 */
export function createIdSource(
  now: () => Instant,
  randomBytes: (count: number) => Uint8Array = createRandomBytes(),
): () => Id {
  let last = 0
  let counter = 0
  return () => {
    const instant = now()
    if (instant > last) {
      last = instant
      counter = seedOf(randomBytes(2))
    } else if (++counter > counterLimit) {
      last += 1
      counter = 0
    }
    return formatId(last, counter, randomBytes(8))
  }
}

const counterLimit = 0xfff

/** Starts in the lower half, so that a burst within one millisecond has room. */
function seedOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(0) & 0x7ff
}

/** `unix_ts_ms (48) | ver (4) | rand_a (12) | var (2) | rand_b (62)` */
function formatId(instant: Instant, counter: number, random: Uint8Array): Id {
  const time = instant.toString(16).padStart(12, '0')
  const tail = hexOf(random)
  const variant = ((Number.parseInt(tail.slice(0, 1), 16) & 0x3) | 0x8).toString(16)
  const sequence = counter.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`
}

function hexOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += hexDigits[byte]
  return text
}

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The platform is asked for many bytes at once: asking is dearer than drawing. No byte is given twice. */
function createRandomBytes(): (count: number) => Uint8Array {
  const drawn = new Uint8Array(1024)
  let used = drawn.length
  return (count) => {
    if (used + count > drawn.length) {
      crypto.getRandomValues(drawn)
      used = 0
    }
    used += count
    return drawn.slice(used - count, used)
  }
}
