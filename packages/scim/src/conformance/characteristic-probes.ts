import { isDerived, type ProbedAttribute, pointsAtResource, valueIn } from './probed-attributes.js'
import type { ProtocolBench } from './protocol-bench.js'
import type { SampleValues } from './sample-values.js'
import type { ScimAnswer } from './scim-client.js'

/** What a probe works with. */
export interface Probing {
  readonly bench: ProtocolBench
  readonly samples: SampleValues
  /** Draws a number whose samples nobody has used: an even one, of which booleans are true. */
  readonly next: () => number
}

/** Compares what is published of an attribute with what the server does: the ways in which it differs. */
export type Probe = (attribute: ProbedAttribute, probing: Probing) => Promise<readonly string[]>

/** `type` and `multiValued`: a value of another type, or of another number of values, is refused. */
export const probeType: Probe = async (attribute, { bench, samples, next }) => {
  const { definition, endpoint } = attribute
  if (definition.mutability === 'readOnly') return []
  const number = next()
  const post = (value: unknown, at: number) => bench.post(endpoint, samples.bodyWith(attribute, value, at))
  const wrong = definition.multiValued ? [wrongOf(definition.type)] : wrongOf(definition.type)
  const deviations = differs('wrong type', await post(wrong, number), 400, 'invalidValue')
  const [one, other] = [number, number + 1].map((each) => [samples.valueOf(attribute, each)].flat()[0])
  const two = await post([one, other], number)
  if (!definition.multiValued) return [...deviations, ...differs('two values', two, 400, 'invalidValue')]
  return [...deviations, ...differs('two values', two, 201)]
}

function wrongOf(type: string): unknown {
  const wrong: Readonly<Record<string, unknown>> = {
    boolean: 'maybe',
    integer: 1.5,
    decimal: 'much',
    dateTime: '2024-01-01',
    binary: '!',
    complex: true,
  }
  return wrong[type] ?? {}
}

/** `required`: what is required is missed, and nothing else is. */
export const probeRequired: Probe = async (attribute, { bench, samples, next }) => {
  const { definition, endpoint } = attribute
  if (definition.mutability === 'readOnly') return []
  const before = bench.tolerated.length
  const answer = await bench.post(endpoint, samples.bodyWith(attribute, undefined, next()))
  // A tolerance that found the value elsewhere says so by its name: the display of a role, in the compatible manner.
  if (answer.status === 201 && bench.tolerated.length > before) return []
  return definition.required ? differs('left out', answer, 400, 'invalidValue') : differs('left out', answer, 201)
}

/** `mutability`: who may set the value, and when. */
export const probeMutability: Probe = async (attribute, probing) => {
  const { bench, samples, next } = probing
  const { definition, parent, endpoint, path } = attribute
  const number = next()
  const [first, second, third] = [0, 1, 2].map((step) => samples.valueOf(attribute, number + step))
  const created = await bench.post(endpoint, samples.bodyWith(attribute, first, number))
  if (created.status !== 201) return differs('created', created, 201)
  const at = `${endpoint}/${created.body.id}`
  const current = async () => valueIn((await bench.get(`${at}?attributes=${path}`)).body, attribute)
  const patched = await bench.patch(at, [{ op: 'replace', path, value: second }])
  switch (definition.mutability) {
    case 'readOnly':
      return [...differs('PATCH', patched, 400, 'mutability'), ...ignores(await current(), first)]
    case 'writeOnly':
      return [...succeeds('PATCH', patched), ...holds('a secret', await current(), undefined)]
    case 'immutable': {
      const refused = differs('PATCH', patched, 400, 'mutability')
      if (parent?.multiValued) return [...refused, ...holds('after PATCH', await current(), first)]
      const put = await bench.put(at, samples.bodyWith(attribute, second, number))
      return [...refused, ...differs('PUT', put, 400, 'mutability'), ...holds('after PUT', await current(), first)]
    }
    default: {
      const changed = [...succeeds('PATCH', patched), ...holds('after PATCH', await current(), second)]
      const put = await bench.put(at, samples.bodyWith(attribute, third, number))
      return [...changed, ...differs('PUT', put, 200), ...holds('after PUT', await current(), third)]
    }
  }
}

/** `returned`: in which answers the value is. */
export const probeReturned: Probe = async (attribute, { bench, samples, next }) => {
  const { definition, endpoint, path } = attribute
  if (definition.mutability === 'readOnly') return []
  const number = next()
  const created = await bench.post(endpoint, samples.bodyWith(attribute, samples.valueOf(attribute, number), number))
  if (created.status !== 201) return differs('created', created, 201)
  const at = `${endpoint}/${created.body.id}`
  const answers: readonly (readonly [string, unknown])[] = [
    ['POST', created.body],
    ['GET', (await bench.get(at)).body],
    ['named', (await bench.get(`${at}?attributes=${path}`)).body],
    ['another named', (await bench.get(`${at}?attributes=externalId`)).body],
    ['excluded', (await bench.get(`${at}?excludedAttributes=${path}`)).body],
  ]
  const shownIn = answers.filter(([, body]) => valueIn(body, attribute) !== undefined).map(([name]) => name)
  return holds('is in', shownIn.join(), showing[definition.returned]?.join())
}

const showing: Readonly<Record<string, readonly string[]>> = {
  always: ['POST', 'GET', 'named', 'another named', 'excluded'],
  default: ['POST', 'GET', 'named'],
  request: ['POST', 'named'],
  never: [],
}

/** `caseExact`: whether a filter finds the value in another case. */
export const probeCaseExact: Probe = async (attribute, { bench, samples, next }) => {
  const { definition, endpoint, path } = attribute
  const isHidden = definition.mutability === 'readOnly' || definition.returned === 'never'
  if (definition.caseExact === undefined || isHidden || isDerived(attribute)) return []
  const number = next()
  const created = await bench.post(endpoint, samples.bodyWith(attribute, samples.valueOf(attribute, number), number))
  const text = String([valueIn(created.body, attribute)].flat()[0])
  const found = async (value: string) => {
    const filter = encodeURIComponent(`id eq "${created.body.id}" and ${path} eq "${value}"`)
    return (await bench.get(`${endpoint}?filter=${filter}`)).body.totalResults
  }
  const flipped = text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase()
  return [
    ...holds('as it is', await found(text), 1),
    ...holds('in another case', await found(flipped), definition.caseExact ? 0 : 1),
  ]
}

/** `uniqueness`: whether two resources may have one value. */
export const probeUniqueness: Probe = async (attribute, { bench, samples, next }) => {
  const { definition, parent, endpoint } = attribute
  // A value that points at a resource is one of those that there are.
  if (definition.mutability === 'readOnly' || definition.uniqueness === undefined) return []
  if (parent && pointsAtResource(parent)) return []
  const value = samples.valueOf(attribute, next())
  const first = await bench.post(endpoint, samples.bodyWith(attribute, value, next()))
  const second = await bench.post(endpoint, samples.bodyWith(attribute, value, next()))
  const isUnique = definition.uniqueness !== 'none'
  return [
    ...differs('the first', first, 201),
    ...(isUnique ? differs('the second', second, 409, 'uniqueness') : differs('the second', second, 201)),
  ]
}

function differs(what: string, { status, body }: ScimAnswer, expected: number, scimType?: string): readonly string[] {
  const given = status < 400 ? undefined : body.scimType
  if (status === expected && given === scimType) return []
  return [`${what}: ${status} ${given ?? ''} instead of ${expected} ${scimType ?? ''} (${body?.detail ?? ''})`]
}

function ignores(value: unknown, given: unknown): readonly string[] {
  return value === given ? [`a given value is kept: ${JSON.stringify(given)}`] : []
}

function succeeds(what: string, { status, body }: ScimAnswer): readonly string[] {
  return status === 200 || status === 204 ? [] : [`${what}: ${status} ${body.detail}`]
}

function holds(what: string, value: unknown, expected: unknown): readonly string[] {
  return contains(value, expected) ? [] : [`${what}: ${JSON.stringify(value)} instead of ${JSON.stringify(expected)}`]
}

/**
 * Whether a value says what was expected, and may be more: what the service provider adds. What does not say whether it is
 * primary is not (RFC 7643 §2.4): `false` and nothing are one.
 */
function contains(value: unknown, expected: unknown): boolean {
  if (expected === undefined || expected === false) return value === undefined || value === false
  if (Array.isArray(expected)) {
    return (
      Array.isArray(value) &&
      value.length === expected.length &&
      expected.every((each, at) => contains(value[at], each))
    )
  }
  if (typeof expected !== 'object' || expected === null) return value === expected
  return Object.entries(expected).every(([name, part]) => contains(Reflect.get(Object(value), name), part))
}
