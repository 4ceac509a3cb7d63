import { describe, expect } from 'vitest'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody, userUrn } from './sample-bodies.js'
import type { ScimAnswer } from './scim-client.js'

const secret = 't1meMa$heen'

/** RFC 7643 §4.1.1, `password`: it goes in and never comes out. */
export function testUserPassword(open: OpenBench): void {
  describe('RFC 7643 §4.1.1, the password of a user', () => {
    requirement('7643-4.1.1-j', 'a password is in no answer, clear or hashed, asked for or not', async () => {
      const bench = open()
      const created = await bench.post('/Users?attributes=userName,password', userBody('ada', { password: secret }))
      expect(created.status).toBe(201)
      const path = `/Users/${created.body.id}`
      const answers = [
        created,
        await bench.post('/Users', userBody('bob', { password: secret })),
        await bench.get(path),
        await bench.get(`${path}?attributes=password`),
        await bench.get(`${path}?attributes=${userUrn}:password,${userUrn}`),
        await bench.get('/Users'),
        await bench.get('/Users?attributes=password'),
        await bench.put(path, userBody('ada', { password: secret })),
        await bench.patch(`${path}?attributes=password`, [{ op: 'replace', path: 'password', value: secret }]),
      ]
      for (const answer of answers) expectNoPassword(answer)
      expect(JSON.stringify(await bench.changeRecords())).not.toMatch(/t1meMa|hashed:/)
    })

    requirement('7643-4.1.1-j', 'a password is quoted in no refusal', async () => {
      const bench = open()
      for (const password of [[secret], { value: secret }, `${secret}\u0000`]) {
        const answer = await bench.post('/Users', userBody('ada', { password }))
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
        expect(JSON.stringify(answer.body)).not.toContain('t1meMa')
      }
      await bench.post('/Users', userBody('ada', { password: secret }))
      const taken = await bench.post('/Users', userBody('ada', { password: secret }))
      expect(taken.status).toBe(409)
      expect(JSON.stringify(taken.body)).not.toContain('t1meMa')
    })

    requirement('7643-4.1.1-m', 'no filter and no sort reaches a password (D-20)', async () => {
      const bench = open()
      await bench.post('/Users', userBody('ada', { password: secret }))
      for (const filter of [`password eq "${secret}"`, 'password pr', `userName eq "ada" and password sw "t"`]) {
        const answer = await bench.get(`/Users?filter=${encodeURIComponent(filter)}`)
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
        expect(answer.body.detail).not.toContain(secret)
      }
      expect(await bench.get('/Users?sortBy=password')).toMatchObject({ status: 400 })
    })

    requirement('7643-4.1.1-n', 'the schema says that a password is only written and never returned', async () => {
      const { attributes } = (await open().get(`/Schemas/${userUrn}`)).body
      const password = attributes.find(({ name }: { name: string }) => name === 'password')
      expect(password).toMatchObject({ mutability: 'writeOnly', returned: 'never' })
    })
  })
}

function expectNoPassword({ status, body }: ScimAnswer): void {
  expect([200, 201]).toContain(status)
  expect(JSON.stringify(body)).not.toMatch(/"password"|t1meMa|hashed:/)
}
