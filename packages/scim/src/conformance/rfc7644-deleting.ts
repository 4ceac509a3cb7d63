import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'
import { createSubject, expectRefusal } from './subject.js'

/** RFC 7644 §3.6: deleting. */
export function testDeleting(open: OpenBench): void {
  describe('RFC 7644 §3.6, deleting', () => {
    requirement('7644-3.6-a', 'DELETE answers 204 without a body, and leaves a record of the removal', async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      const { status, body } = await bench.delete(user.path)
      expect({ status, body }).toEqual({ status: 204, body: undefined })
      const removals = (await bench.changeRecords()).filter(({ action }) => action === 'remove')
      expect(removals).toMatchObject([{ type: 'User', id: user.id }])
    })

    requirement('7644-3.6-b', 'D-42: every later operation on it is 404', async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      await bench.delete(user.path)
      const records = await bench.changeRecords()
      const gone = { status: 404, scimType: undefined }
      expectRefusal(await bench.get(user.path), gone)
      expectRefusal(await user.put(userBody('a@x.example')), gone)
      expectRefusal(await user.patch([{ op: 'replace', path: 'title', value: 'x' }]), gone)
      expectRefusal(await bench.delete(user.path), gone)
      expect(await bench.changeRecords()).toEqual(records)
    })

    requirement('7644-3.6-c', 'queries do not show it, and count it no more', async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      const other = await createSubject(bench, '/Users', userBody('b@x.example'))
      await bench.delete(user.path)
      const all = (await bench.get('/Users')).body
      expect(all).toMatchObject({ totalResults: 1, Resources: [{ id: other.id }] })
      for (const filter of ['userName eq "a@x.example"', `id eq "${user.id}"`, 'emails.value sw "a@"']) {
        const found = (await bench.get(`/Users?filter=${encodeURIComponent(filter)}`)).body
        expect(found).toMatchObject({ totalResults: 0, Resources: [] })
      }
    })

    requirement('7644-3.6-d', 'D-59: its unique values are free again, and its id never comes back', async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      const device = await createSubject(bench, '/Devices', deviceBody('1'))
      await bench.delete(user.path)
      await bench.delete(device.path)
      expect((await createSubject(bench, '/Users', userBody('a@x.example'))).id).not.toBe(user.id)
      expect((await createSubject(bench, '/Devices', deviceBody('1'))).id).not.toBe(device.id)
    })

    requirement('7644-3.6-e', 'a user that is deleted is a member no more', async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      const other = await createSubject(bench, '/Users', userBody('b@x.example'))
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id, other.id]))
      await bench.delete(user.path)
      const { members } = await group.read()
      expect(members.map(({ value }: { value: string }) => value)).toEqual([other.id])
      const found = await bench.get(`/Groups?filter=${encodeURIComponent(`members.value eq "${user.id}"`)}`)
      expect(found.body.totalResults).toBe(0)
    })

    requirement('7644-3.6-e', 'a group that is deleted is no longer among the groups of its members', async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
      expect((await user.read()).groups).toMatchObject([{ value: group.id }])
      await bench.delete(group.path)
      expect((await user.read()).groups).toBeUndefined()
    })
  })
}
