import { describe, expect } from 'vitest'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'

/** RFC 7643 §4.1.1: the singular attributes of a user; RFC 7644 §5: names in every script. */
export function testUser(open: OpenBench, strict: boolean): void {
  describe('RFC 7643 §4.1.1, singular attributes of a user', () => {
    requirement('7643-4.1.1-a', 'a user has a userName, from the beginning and for good', async () => {
      const bench = open()
      for (const userName of [undefined, '', null, []]) {
        const answer = await bench.post('/Users', userBody('x', { userName }))
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      }
      expect((await bench.get('/Users?count=0')).body.totalResults).toBe(0)
      const { body } = await bench.post('/Users', userBody('ada'))
      for (const operation of [
        { op: 'remove', path: 'userName' },
        { op: 'replace', path: 'userName', value: null },
        { op: 'replace', value: { userName: '' } },
      ]) {
        const answer = await bench.patch(`/Users/${body.id}`, [operation])
        expect(answer.status).toBe(400)
        expect(['mutability', 'invalidValue']).toContain(answer.body.scimType)
      }
      expect((await bench.get(`/Users/${body.id}`)).body).toEqual(body)
    })

    requirement('7643-4.1.1-b', 'a userName is taken once in a tenant, by POST, PUT and PATCH', async () => {
      const bench = open()
      await bench.post('/Users', userBody('ada'))
      const { body } = await bench.post('/Users', userBody('bob'))
      const path = `/Users/${body.id}`
      for (const answer of [
        await bench.post('/Users', userBody('ada')),
        await bench.put(path, userBody('ada')),
        await bench.patch(path, [{ op: 'replace', path: 'userName', value: 'ada' }]),
      ]) {
        expect(answer).toMatchObject({ status: 409, body: { status: '409', scimType: 'uniqueness' } })
      }
      expect((await bench.get(path)).body).toEqual(body)
      expect((await open().post('/Users', userBody('ada'))).status).toBe(201)
    })

    requirement('7643-4.1.1-c', 'a userName is told without regard to case, and kept in its own', async () => {
      const bench = open()
      const { body } = await bench.post('/Users', userBody('Bob@x'))
      expect(await bench.post('/Users', userBody('bob@X'))).toMatchObject({
        status: 409,
        body: { scimType: 'uniqueness' },
      })
      expect(await userNamesOf(bench, 'userName eq "BOB@X"')).toEqual(['Bob@x'])
      // It stays one's own in another case.
      const put = await bench.put(`/Users/${body.id}`, userBody('BOB@x'))
      expect(put).toMatchObject({ status: 200, body: { userName: 'BOB@x' } })
    })

    requirement('7643-4.1.1-d', 'what of a name is given is kept, and nothing is made up', async () => {
      const bench = open()
      const parts = { givenName: 'Barbara', middleName: 'Jane', familyName: 'Jensen', honorificPrefix: 'Ms.' }
      expect((await bench.post('/Users', userBody('a', { name: parts }))).body.name).toEqual(parts)
      const whole = { ...parts, formatted: 'Ms. Barbara Jane Jensen', honorificSuffix: 'III' }
      const { body } = await bench.post('/Users', userBody('b', { name: whole }))
      expect((await bench.get(`/Users/${body.id}`)).body.name).toEqual(whole)
    })

    requirement(
      ['7643-4.1.1-e', '7643-4.1.1-f'],
      'displayName is how others see the user; no name is filled in',
      async () => {
        const bench = open()
        const shown = await bench.post('/Users', userBody('ada', { displayName: 'Ada Lovelace' }))
        const { body: plain } = await bench.post('/Users', { schemas: [userUrn], userName: 'bob' })
        expect(plain).not.toHaveProperty('displayName')
        expect(plain).not.toHaveProperty('nickName')
        const group = await bench.post('/Groups', groupBody('Staff', [shown.body.id, plain.id]))
        const { members } = (await bench.get(`/Groups/${group.body.id}`)).body
        const displays = members.map(({ display }: { display: string }) => display)
        expect(displays.sort()).toEqual(['Ada Lovelace', 'bob'])
      },
    )

    requirement(
      '7643-4.1.1-g',
      'profileUrl is a URI; any text is kept in the compatible manner only (Q45)',
      async () => {
        const bench = open()
        const url = 'https://login.example.com/bjensen?a=%20#top'
        expect((await bench.post('/Users', userBody('a', { profileUrl: url }))).body.profileUrl).toBe(url)
        await expectFormat(bench, { profileUrl: 'ht tp://' }, ({ profileUrl }) => profileUrl === 'ht tp://')
      },
    )

    requirement(
      '7643-4.1.1-h',
      'languages, locales and time zones are such; other texts in the compatible manner only',
      async () => {
        const bench = open()
        for (const good of [
          { preferredLanguage: 'en-US', locale: 'sv-SE', timezone: 'America/Los_Angeles' },
          { preferredLanguage: 'da, en-GB;q=0.8, *;q=0.001', locale: 'zh-Hant-TW', timezone: 'UTC' },
        ]) {
          const { status, body } = await bench.post('/Users', userBody(JSON.stringify(good), good))
          expect(status).toBe(201)
          expect((await bench.get(`/Users/${body.id}`)).body).toMatchObject(good)
        }
        for (const wrong of [
          { preferredLanguage: 'en;q=2' },
          { preferredLanguage: 'English (US)' },
          { locale: 'in the north' },
          { timezone: 'Mars/Olympus' },
          { timezone: '+01:00' },
        ]) {
          await expectFormat(bench, wrong, (user) =>
            Object.entries(wrong).every(([name, value]) => user[name] === value),
          )
        }
      },
    )

    requirement('7643-4.1.1-i', 'a locale with an underscore is kept in the compatible manner only', async () => {
      const bench = open()
      await expectFormat(bench, { locale: 'en_US' }, ({ locale }) => locale === 'en_US')
      expect(bench.tolerated).toEqual(strict ? [] : ['acceptOtherFormats'])
    })

    requirement('D-60', 'a deactivated user stays visible; DELETE removes it', async () => {
      const bench = open()
      const { body } = await bench.post('/Users', userBody('ada'))
      const path = `/Users/${body.id}`
      const patched = await bench.patch(path, [{ op: 'replace', path: 'active', value: false }])
      expect(patched).toMatchObject({ status: 200, body: { active: false } })
      expect((await bench.get(path)).body.active).toBe(false)
      expect(await userNamesOf(bench, 'active eq false')).toEqual(['ada'])
      expect((await bench.post('/Users', userBody('ada'))).status).toBe(409)
      expect((await bench.delete(path)).status).toBe(204)
      expect((await bench.get(path)).status).toBe(404)
    })

    requirement('D-59', 'a deleted user frees its names, and its id never comes back', async () => {
      const bench = open()
      const first = await bench.post('/Users', userBody('ada', { externalId: 'e-1' }))
      await bench.delete(`/Users/${first.body.id}`)
      const second = await bench.post('/Users', userBody('ada', { externalId: 'e-1' }))
      expect(second.status).toBe(201)
      expect(second.body.id).not.toBe(first.body.id)
      expect((await bench.get(`/Users/${first.body.id}`)).status).toBe(404)
      expect(await userNamesOf(bench, 'externalId eq "e-1"')).toEqual(['ada'])
    })
  })

  describe('RFC 7644 §5, internationalized strings', () => {
    requirement(
      '7644-5-a',
      'a userName is prepared before it is compared: width, case and composition (D-52)',
      async () => {
        const bench = open()
        const name = 'Ren\u00e9@x'
        const { body } = await bench.post('/Users', userBody(name))
        for (const twin of ['Rene\u0301@x', 'REN\u00c9@X', '\uff32\uff25\uff2e\u00c9\uff20\uff58']) {
          const answer = await bench.post('/Users', userBody(twin))
          expect(answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } })
          expect(await userNamesOf(bench, `userName eq "${twin}"`)).toEqual([name])
        }
        // What is compared is not what is kept.
        expect((await bench.get(`/Users/${body.id}`)).body.userName).toBe(name)
        expect((await bench.post('/Users', userBody('Rene@x'))).status).toBe(201)
      },
    )
  })
}

/** Refused in the strict manner, and nothing created; kept as sent in the compatible one. */
async function expectFormat(
  bench: ProtocolBench,
  wrong: Record<string, unknown>,
  // biome-ignore lint/suspicious/noExplicitAny: a user as it came back
  isKept: (user: any) => boolean,
): Promise<void> {
  const userName = `with ${JSON.stringify(wrong)}`
  const answer = await bench.post('/Users', userBody(userName, wrong))
  if (bench.strict) {
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
    expect(answer.body.detail).toContain(`'${Object.keys(wrong)[0]}'`)
    expect((await bench.get('/Users')).body.Resources.map((each: { userName: string }) => each.userName)).not.toContain(
      userName,
    )
  } else {
    expect(answer.status).toBe(201)
    expect(isKept((await bench.get(`/Users/${answer.body.id}`)).body)).toBe(true)
  }
}

async function userNamesOf(bench: ProtocolBench, filter: string): Promise<readonly string[]> {
  const { status, body } = await bench.get(`/Users?filter=${encodeURIComponent(filter)}`)
  expect(status).toBe(200)
  return body.Resources.map(({ userName }: { userName: string }) => userName)
}
