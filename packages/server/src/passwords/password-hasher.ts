import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { contended, invalidValue } from '@rollcall/scim'
import { inTurns } from './in-turns.js'

/** Hashes and checks passwords without holding up the event loop. */
export interface PasswordHasher {
  /** @throws ScimError invalidValue for a password longer than anybody types. */
  hash(password: string): Promise<string>
  /** Takes the same time where there is no hash as where there is one. */
  verify(password: string, hash: string | undefined): Promise<boolean>
}

/** scrypt's cost (RFC 7914 §2): 16 MiB and about 25 ms a hash. Kept in each hash, so that it can be raised. */
const cost = { N: 2 ** 14, r: 8, p: 1 }
const keyLength = 32
/** scrypt occupies a thread of Node's pool, of which file reads need some too: two at a time, one for each kind of work. */
const atATime = 1
/** Some ten seconds' worth. */
const mostWaiting = 400

/** Longer ones are not looked at: to normalise millions of characters would hold up everybody. */
const longestPassword = 1024

/** Makes a hasher. An import of thousands waits in its own line, so that whoever signs in meanwhile does not. */
export function createPasswordHasher(): PasswordHasher {
  const provision = inTurns(atATime, deriveKey, { most: mostWaiting, refuse: tooManyPasswords })
  const check = inTurns(atATime, deriveKey)
  return {
    async hash(password) {
      if (password.length > longestPassword) throw invalidValue(`A password has at most ${longestPassword} characters.`)
      const salt = randomBytes(16)
      const { N, r, p } = cost
      const key = await provision(password, salt, cost)
      return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
    },
    async verify(password, hash) {
      const isTooLong = password.length > longestPassword
      const known = hash === undefined || isTooLong ? undefined : parseHash(hash)
      const key = await check(isTooLong ? '' : password, known?.salt ?? randomBytes(16), known?.cost ?? cost)
      return known !== undefined && sameBytes(key, known.key)
    },
  }
}

function tooManyPasswords(): Error {
  return contended('Too many passwords are waiting to be stored; try again.', 5)
}

interface Cost {
  readonly N: number
  readonly r: number
  readonly p: number
}

function parseHash(text: string): { readonly cost: Cost; readonly salt: Buffer; readonly key: Buffer } | undefined {
  const [scheme, N, r, p, salt, key] = text.split('$')
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return undefined
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  }
}

function deriveKey(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 256 * N * r }
    // One password, one form: what a keyboard composes and what it sends ready-made are the same letters.
    scrypt(password.normalize('NFKC'), salt, keyLength, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
