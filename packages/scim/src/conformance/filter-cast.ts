import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { enterpriseUrn, groupBody, userBody } from './sample-bodies.js'

/**
 * Users that tell a right answer of a filter from a wrong one: other cases, text beyond the basic plane, a sigma inside a
 * word, decomposed accents, several values of one attribute, missing values. Each is created a minute after the one before.
 */
const users: Readonly<Record<string, Record<string, unknown>>> = {
  ada: {
    externalId: 'Ext-A',
    displayName: 'Ada Lovelace',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    title: 'Countess 100%',
    userType: 'Employee',
    profileUrl: 'https://people.example/Ada',
    emails: [
      { value: 'ada@home.example', type: 'home' },
      { value: 'Ada@Work.example', type: 'work', primary: true },
    ],
    roles: [{ value: 'admin', primary: true }],
    [enterpriseUrn]: { department: 'Engineering', employeeNumber: '007', manager: { value: 'M-7' } },
  },
  bob: {
    displayName: 'ΑΣΑ',
    name: { familyName: "O'Malley" },
    title: 'engineer_1',
    userType: 'Employee',
    active: false,
    emails: [{ value: 'bob@work.example', type: 'work' }],
    [enterpriseUrn]: { department: 'engineering' },
  },
  cyd: { externalId: 'ext-a', displayName: '🙂 smile', name: undefined, userType: 'Intern', emails: undefined },
  dee: {
    displayName: '\ue000 private',
    name: { givenName: 'Rene\u0301e' },
    title: 'engineerX1',
    profileUrl: 'https://people.example/ada',
    emails: [{ value: 'dee@home.example', type: 'home', primary: true }],
  },
}

/** Devices with every type of value: numbers below zero, one moment in two zones, one code in two cases, one that has nothing. */
const devices: Readonly<Record<string, Record<string, unknown>>> = {
  nine: {
    code: 'aB',
    floor: 9,
    weight: 2.5,
    shared: true,
    boughtOn: '2020-02-29T12:00:00Z',
    firmware: 'AQID',
    colors: ['Red', 'green'],
    ports: [
      { value: 'P1', type: 'usb', speed: 10 },
      { value: 'P2', type: 'hdmi', speed: 99 },
    ],
    [warrantyUrn]: { vendor: 'Acme', months: 24 },
  },
  ten: {
    code: 'AB',
    floor: 10,
    weight: 12,
    shared: false,
    boughtOn: '2020-02-29T13:00:00.250+01:00',
    firmware: 'aqid',
    colors: ['blue'],
    ports: [{ value: 'P1', type: 'hdmi', speed: 10 }],
  },
  low: { floor: -3, weight: -1.5, boughtOn: '1969-12-31T23:59:59Z', pin: '1234' },
  bare: {},
}

/** A bench with the users, a group `staff` of ada and bob, and the devices; ids by name. */
export async function openCast(
  open: OpenBench,
): Promise<ProtocolBench & { readonly ids: ReadonlyMap<string, string> }> {
  const bench = open()
  const ids = new Map<string, string>()
  for (const [name, more] of Object.entries(users)) {
    ids.set(name, await create(bench, '/Users', userBody(`${name}@gridco.example`, { active: undefined, ...more })))
    bench.advance(60_000)
  }
  ids.set('staff', await create(bench, '/Groups', groupBody('staff', [ids.get('ada') ?? '', ids.get('bob') ?? ''])))
  for (const [name, more] of Object.entries(devices)) {
    ids.set(name, await create(bench, '/Devices', deviceBody(name, more)))
  }
  return { ...bench, ids }
}

async function create(bench: ProtocolBench, endpoint: string, body: unknown): Promise<string> {
  const answer = await bench.post(endpoint, body)
  if (answer.status !== 201) throw new Error(`not created: ${JSON.stringify(answer.body)}`)
  return answer.body.id
}
