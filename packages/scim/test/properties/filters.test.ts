import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Filter } from '../../src/filter/filter.js'
import { matches } from '../../src/filter/matches.js'
import { parseFilter } from '../../src/filter/parser.js'
import { printFilter } from '../../src/filter/print-filter.js'
import { compatibleManner, strictManner } from '../../src/manner.js'
import type { ResourceType } from '../../src/schema/resource-type.js'
import { ScimError } from '../../src/scim-error.js'
import { casesOf, casesTimeout } from './cases.js'
import { naiveMatches } from './naive-matches.js'
import { randomFilter, spellFilter } from './random-filter.js'
import { randomResource } from './random-resource.js'
import { randomResourceType } from './random-schema.js'
import { createReach } from './reach.js'

const choices = fc.infiniteStream(fc.nat({ max: 1_000_000 }))

const situation = randomResourceType({ writableOnly: false }).chain((type) =>
  fc.record({
    type: fc.constant(type),
    filter: randomFilter(type),
    resources: fc.array(randomResource(type), { minLength: 8, maxLength: 8 }),
    choices,
  }),
)

test(
  'a filter finds what a second, naive evaluator finds, whatever it is spelt like',
  () => {
    const reach = createReach()
    fc.assert(
      fc.property(situation, ({ type, filter, resources, choices: chosen }) => {
        const text = spellFilter(filter, (count) => (chosen.next().value ?? 0) % count)
        const parsed = parseWithinBounds(text, type)
        reach.count('filters within the bounds', parsed !== undefined)
        if (!parsed) return
        const found = resources.map((resource) => matches(parsed, resource))
        expect(found, text).toEqual(resources.map((resource) => naiveMatches(filter, resource)))
        reach.count('filters that match some resources and not all', new Set(found).size === 2)
      }),
      casesOf(30),
    )
    reach.assertShare('filters within the bounds', 0.9)
    reach.assertShare('filters that match some resources and not all', 0.3)
  },
  casesTimeout,
)

test(
  'parse, print, parse is the identity, and so is print, parse, print',
  () => {
    fc.assert(
      fc.property(situation, ({ type, filter, choices: chosen }) => {
        const text = spellFilter(filter, (count) => (chosen.next().value ?? 0) % count)
        const parsed = parseWithinBounds(text, type)
        if (!parsed) return
        const printed = printFilter(parsed)
        expect(parseFilter(printed, type, strictManner), printed).toEqual(parsed)
        expect(printFilter(parseFilter(printed, type, compatibleManner))).toBe(printed)
      }),
      casesOf(20),
    )
  },
  casesTimeout,
)

/** Undefined for a filter that is refused for its size; any other refusal fails the test. */
function parseWithinBounds(text: string, type: ResourceType): Filter | undefined {
  try {
    return parseFilter(text, type, strictManner)
  } catch (error) {
    if (error instanceof ScimError && /at most|longer|deeper/.test(error.message)) return undefined
    throw error
  }
}
