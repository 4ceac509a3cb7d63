import { expect, test } from 'vitest'
import { createPasswordHasher } from './password-hasher.js'

test('a password is recognised by its hash, and only it', async () => {
  const passwords = createPasswordHasher()
  const hash = await passwords.hash('Zion rises at 5')
  expect(await passwords.verify('Zion rises at 5', hash)).toBe(true)
  expect(await passwords.verify('zion rises at 5', hash)).toBe(false)
  expect(await passwords.verify('', hash)).toBe(false)
})

test('A8: the hash does not hold the password, and says how it was made', async () => {
  const hash = await createPasswordHasher().hash('Zion rises at 5')
  expect(hash).not.toContain('Zion')
  expect(hash).toMatch(/^scrypt\$16384\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
})

test('two hashes of one password differ', async () => {
  const passwords = createPasswordHasher()
  expect(await passwords.hash('same')).not.toBe(await passwords.hash('same'))
})

test('the parameters are read from the hash, so that they can be raised later', async () => {
  const { scryptSync } = await import('node:crypto')
  const salt = Buffer.from('0123456789abcdef')
  const key = scryptSync('old', salt, 32, { N: 1024, r: 8, p: 1 })
  const hash = `scrypt$1024$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`
  expect(await createPasswordHasher().verify('old', hash)).toBe(true)
})

test('where there is no hash, and for a damaged one, nothing is right', async () => {
  const passwords = createPasswordHasher()
  expect(await passwords.verify('anything', undefined)).toBe(false)
  expect(await passwords.verify('', undefined)).toBe(false)
  expect(await passwords.verify('anything', 'md5$abc')).toBe(false)
})

test('an unknown user takes as long as a known one', async () => {
  const passwords = createPasswordHasher()
  const hash = await passwords.hash('right')
  const known = await timeOf(() => passwords.verify('wrong', hash))
  const unknown = await timeOf(() => passwords.verify('wrong', undefined))
  expect(unknown).toBeGreaterThan(known / 3)
})

test('many at once do not hold up the event loop', async () => {
  const passwords = createPasswordHasher()
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  await Promise.all(Array.from({ length: 8 }, () => passwords.hash('x')))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})

test('a password of millions of characters is not looked at: nobody waits for it', async () => {
  const passwords = createPasswordHasher()
  const endless = '\ufdfa'.repeat(2_000_000)
  const hash = await passwords.hash('right')
  await expect(passwords.hash(endless)).rejects.toMatchObject({ scimType: 'invalidValue' })
  expect(await passwords.verify(endless, hash)).toBe(false)
  expect(await passwords.verify('x'.repeat(1024), await passwords.hash('x'.repeat(1024)))).toBe(true)
})

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  for (let round = 0; round < 4; round++) await work()
  return performance.now() - started
}
