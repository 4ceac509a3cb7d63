import { describe, expect, test } from 'vitest'
import { certificate } from '../conformance/certificate.js'
import { strictManner, type Tolerance } from '../manner.js'
import type { TextFormat } from '../schema/attribute.js'
import { assertFormat } from './assert-format.js'

const short = btoa(`\u0030\u0003abc`)
const cases: Readonly<Record<TextFormat, { readonly good: readonly string[]; readonly wrong: readonly string[] }>> = {
  certificate: {
    good: [certificate, certificate.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''), short],
    wrong: ['', 'A', 'AAAA', btoa(atob(short) + atob(short)), certificate.slice(0, 400), btoa('\u0030\u0080abc'), '!'],
  },
  country: { good: ['US', 'DK', 'GB'], wrong: ['', 'us', 'USA', 'QX', 'ZZ', 'U', '1A'] },
  languages: {
    good: ['en', 'en-US', 'da, en-GB;q=0.8, *;q=0', 'en;q=1.000'],
    wrong: ['', 'en_US', 'en;q=1.1', 'en;q=0.5;q=0.5', 'en,', 'x'.repeat(9), `en${', en'.repeat(200)}`],
  },
  languageTag: { good: ['en', 'en-US', 'zh-Hant-TW'], wrong: ['', 'en_US', 'in the north', 'a'.repeat(70_000)] },
  timeZone: {
    good: ['UTC', 'America/Los_Angeles', 'Europe/Copenhagen'],
    wrong: ['', '+01:00', 'Mars/Olympus', 'x'.repeat(70_000)],
  },
}

describe.each(Object.keys(cases) as TextFormat[])('a text that is to be: %s', (format) => {
  test.each(cases[format].good)('%s is taken', (text) => {
    expect(() => assertFormat(text, format, 'it', strictManner)).not.toThrow()
  })

  test.each(cases[format].wrong)('%s is refused, and tolerated in the compatible manner', (text) => {
    expect(() => assertFormat(text, format, 'it', strictManner)).toThrow(/^'it' is /)
    const tolerated: Tolerance[] = []
    assertFormat(text, format, 'it', { strict: false, tolerated: (name) => tolerated.push(name) })
    expect(tolerated).toEqual(['acceptOtherFormats'])
  })
})

test('a text of no format is not looked at', () => {
  expect(() => assertFormat('anything', undefined, 'it', strictManner)).not.toThrow()
})
