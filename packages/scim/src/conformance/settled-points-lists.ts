import { expect, test } from 'vitest'
import { sendBulk, statusesOf } from './bulk-bodies.js'
import { deviceBody } from './device.js'
import { foundNames, invalidValue, refusalIn } from './found-names.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { groupBody, userBody } from './sample-bodies.js'
import { searchBody } from './search-body.js'

/** Settled points of lists: pages, totals, what is empty, and what is large. */
export function testSettledLists(open: OpenBench): void {
  test('D-33 a page begins at 1 at least, has 1000 resources at most, and is empty beyond the end', async () => {
    const bench = open()
    const serials = Array.from({ length: 1001 }, (_, n) => `d${String(n).padStart(4, '0')}`)
    await createDevices(bench, serials.slice(0, 1000))
    await createDevices(bench, serials.slice(1000))
    const page = async (query: string) => {
      const { status, body } = await bench.get(`/Devices?attributes=serial&sortBy=serial&${query}`)
      const shown = body.Resources.map(({ serial }: { readonly serial: string }) => serial)
      expect([status, body.totalResults, body.itemsPerPage]).toEqual([200, 1001, shown.length])
      return [body.startIndex, shown.length, shown[0], shown.at(-1)]
    }
    expect(await page('count=5000')).toEqual([1, 1000, 'd0000', 'd0999'])
    expect(await page('count=1000')).toEqual([1, 1000, 'd0000', 'd0999'])
    expect(await page('startIndex=1001&count=5000')).toEqual([1001, 1, 'd1000', 'd1000'])
    for (const startIndex of [0, -7]) {
      expect(await page(`startIndex=${startIndex}&count=3`)).toEqual([1, 3, 'd0000', 'd0002'])
    }
    for (const query of ['count=0', 'count=-1']) expect(await page(query)).toEqual([1, 0, undefined, undefined])
    expect(await page('startIndex=1002')).toEqual([1002, 0, undefined, undefined])
    const large = await bench.post('/Devices/.search', searchBody({ count: 5000 }))
    expect(large.body.itemsPerPage).toBe(1000)
    for (const query of ['count=1.5', 'count=ten', 'startIndex=1.0', 'startIndex=x']) {
      expect([query, refusalIn(await bench.get(`/Devices?${query}`))]).toEqual([query, invalidValue])
    }
  })

  test('D-34 the total counts every match of the tenant and no other, whatever the page and the filter', async () => {
    const [bench, other] = [open(), open()]
    for (const name of ['a1', 'a2', 'a3', 'b1']) await bench.post('/Users', userBody(name, { nickName: name[0] }))
    for (const name of ['a1', 'a4']) await other.post('/Users', userBody(name, { nickName: 'a' }))
    const total = async (client: ProtocolBench, filter: string, page = '') =>
      (await client.get(`/Users?filter=${encodeURIComponent(filter)}${page}`)).body.totalResults
    for (const filter of ['userName sw "a"', 'nickName eq "a"', 'nickName eq "a" and not (userName eq "b1")']) {
      for (const page of ['', '&count=0', '&count=1', '&startIndex=3&count=1', '&startIndex=9']) {
        expect([filter, page, await total(bench, filter, page)]).toEqual([filter, page, 3])
      }
      expect(await total(other, filter)).toBe(2)
    }
    const { body } = await bench.get('/Users?count=1')
    expect([body.totalResults, body.Resources.length]).toEqual([4, 1])
    await bench.delete(`/Users/${body.Resources[0].id}`)
    expect([await total(bench, 'id pr'), await total(bench, 'userName sw "a"')]).toEqual([3, 2])
  })

  test('D-35 a list says what it holds also when it holds nothing', async () => {
    const bench = open()
    const empty = async (path: string, more?: Record<string, unknown>) => {
      const { status, body } = more ? await bench.post(path, searchBody(more)) : await bench.get(path)
      expect([path, status, body.totalResults, body.Resources]).toEqual([path, 200, expect.any(Number), []])
    }
    for (const path of ['/Users', '/Groups', '/Devices', '/', '/Users?cursor=']) await empty(path)
    await bench.post('/Users', userBody('ada'))
    for (const query of ['filter=title%20pr', 'count=0', 'startIndex=9', 'cursor=&filter=title%20pr']) {
      await empty(`/Users?${query}`)
    }
    for (const path of ['/.search', '/Users/.search']) {
      await empty(path, { filter: 'title pr' })
      await empty(path, { count: 0 })
    }
  })

  test('D-63 a large group is shown whole or without its members, and found by each of them', async () => {
    const bench = open()
    const names = Array.from({ length: 502 }, (_, n) => `user-${n}`)
    const ids = [...(await createUsers(bench, names.slice(0, 150))), ...(await createUsers(bench, names.slice(150)))]
    const { body } = await bench.post('/Groups?excludedAttributes=members', groupBody('large', ids))
    await bench.post('/Groups', groupBody('small', ids.slice(0, 1)))
    expect(body).not.toHaveProperty('members')
    const path = `/Groups/${body.id}`
    const { members } = (await bench.get(path)).body
    expect(new Set(members.map(({ value }: { readonly value: string }) => value))).toEqual(new Set(ids))
    expect(members).toHaveLength(502)
    for (const place of [path, `/Groups?filter=${encodeURIComponent('displayName eq "large"')}`]) {
      const separator = place.includes('?') ? '&' : '?'
      const answer = await bench.get(`${place}${separator}excludedAttributes=members`)
      expect([answer.status, JSON.stringify(answer.body).includes('members')]).toEqual([200, false])
    }
    for (const [id, found] of [
      [ids[0], 'large small'],
      [ids[501], 'large'],
      ['nobody', ''],
    ] as const) {
      expect(await foundNames(bench, '/Groups', `members[value eq "${id}"]`)).toBe(found)
      expect(await foundNames(bench, '/Groups', `members.value eq "${id}"`)).toBe(found)
    }
    const last = [{ op: 'remove', path: `members[value eq "${ids[501]}"]` }]
    expect((await bench.patch(path, last)).status).toBe(204)
    expect((await bench.get(path)).body.members).toHaveLength(501)
    const whole = [{ op: 'replace', path: 'members', value: ids.slice(499).map((value) => ({ value })) }]
    expect((await bench.patch(path, whole)).status).toBe(204)
    expect((await bench.get(path)).body.members).toHaveLength(3)
  })
}

async function createDevices(bench: ProtocolBench, serials: readonly string[]): Promise<void> {
  const operations = serials.map((serial) => ({
    method: 'POST',
    path: '/Devices',
    bulkId: serial,
    data: deviceBody(serial),
  }))
  expect(new Set(statusesOf(await sendBulk(bench, operations)))).toEqual(new Set(['201']))
}

/** Creates users of these names; their ids. */
async function createUsers(bench: ProtocolBench, names: readonly string[]): Promise<readonly string[]> {
  const { schemas } = userBody('')
  const operations = names.map((userName) => ({
    method: 'POST',
    path: '/Users',
    bulkId: userName,
    data: { schemas, userName },
  }))
  const answer = await sendBulk(bench, operations)
  expect(new Set(statusesOf(answer))).toEqual(new Set(['201']))
  return answer.body.Operations.map(({ location }: { readonly location: string }) => location.split('/').at(-1))
}
