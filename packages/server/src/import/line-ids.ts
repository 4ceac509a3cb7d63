import { createHash } from 'node:crypto'
import type { Id, Instant } from '@rollcall/scim'

/** What an import is known by, drawn when it begins and kept until it is done. */
export interface ImportIdentity {
  /** Nobody can guess it, nor the ids that follow from it. */
  readonly seed: Id
  readonly started: Instant
}

/**
 * The ids that an import gives to what its lines create: a line has one id, however often it is read. So a line that was
 * written just before the process was killed is known by its id when the import goes on. UUIDv7 (RFC 9562 §5.7) as all ids,
 * ascending with the lines; what is random in others is a hash here.
 */
export function lineIdsOf({ seed, started }: ImportIdentity): (line: number) => Id {
  return (line) => {
    const time = (started + Math.floor(line / linesAMillisecond)).toString(16).padStart(12, '0')
    const sequence = (line % linesAMillisecond).toString(16).padStart(3, '0')
    const tail = createHash('sha256').update(`${seed} ${line}`).digest('hex').slice(0, 16)
    const variant = ((Number.parseInt(tail.slice(0, 1), 16) & 0x3) | 0x8).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`
  }
}

const linesAMillisecond = 0x1000
