import { describe, expect } from 'vitest'
import {
  type Probe,
  probeCaseExact,
  probeMutability,
  probeRequired,
  probeReturned,
  probeType,
  probeUniqueness,
} from './characteristic-probes.js'
import { readProbedAttributes } from './probed-attributes.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { createSampleValues } from './sample-values.js'

const probes: Readonly<Record<string, Probe>> = {
  'type and multiValued': probeType,
  required: probeRequired,
  mutability: probeMutability,
  returned: probeReturned,
  caseExact: probeCaseExact,
  uniqueness: probeUniqueness,
}

/** RFC 7643 §2.2: what /Schemas says of each attribute of each resource type is what the server does. */
export function testPublishedCharacteristics(open: OpenBench): void {
  describe('RFC 7643 §2.2, published characteristics', () => {
    for (const [characteristic, probe] of Object.entries(probes)) {
      requirement('7643-2.2-b', `the published ${characteristic} of each attribute is what is enforced`, async () => {
        const bench = open()
        const samples = await createSampleValues(bench)
        const attributes = await readProbedAttributes(bench)
        expect(attributes.length).toBeGreaterThan(100)
        let drawn = 0
        const next = () => (drawn += 4)
        const deviations: string[] = []
        for (const attribute of attributes) {
          const found = await probe(attribute, { bench, samples, next })
          deviations.push(...found.map((deviation) => `${attribute.endpoint} ${attribute.path}, ${deviation}`))
        }
        expect(deviations).toEqual([])
      })
    }
  })
}
