import { describe, expect, test } from 'vitest'
import { compatibleManner, strictManner, type Tolerance } from '../manner.js'
import { binary, findAttribute, nameAttributes, reference } from '../schema/attribute.js'
import { ScimError } from '../scim-error.js'
import { readSimpleValue } from './read-simple-value.js'

const attributes = nameAttributes({ data: binary(), link: reference({ referenceTypes: ['external'] }) })

describe('binary (RFC 7643 §2.3.6)', () => {
  test.each(['', 'QQ', 'QQ==', 'QUI', 'QUI=', 'QUJD', '+/+/', '-_-_'])('%j is base64', (text) => {
    expect(read('data', text, strictManner)).toBe(text)
  })

  test.each(['Q', 'QUJDR', '=', '==', 'QQ=', 'QUI==', 'QUJD=', 'QUJD====', 'Q=Q=', '+_', 'Ä', 'QQ==QQ==', ' '])(
    '%j is not',
    (text) => {
      for (const manner of [strictManner, compatibleManner]) {
        if (text !== ' ' || manner.strict) expect(() => read('data', text, manner)).toThrow(ScimError)
      }
    },
  )

  test('line breaks are taken in the compatible manner, and counted', () => {
    const tolerated: Tolerance[] = []
    const manner = { strict: false, tolerated: (tolerance: Tolerance) => void tolerated.push(tolerance) }
    expect(read('data', 'QUJD\r\nQQ==\n', manner)).toBe('QUJD\r\nQQ==\n')
    expect(tolerated).toEqual(['acceptLineBreaks'])
    expect(() => read('data', 'QUJD\nQQ==', strictManner)).toThrow(ScimError)
  })

  test('a long text is decided at once', () => {
    expect(() => read('data', `${'A'.repeat(1024 * 1024 - 1)}!`, strictManner)).toThrow('base64')
  })
})

describe('references (RFC 7643 §2.3.7)', () => {
  test.each(['', 'a', 'https://[::1]:8080/a?b=c#d', 'urn:a:b', '../Users/7', 'mailto:a@b', '%41', '?q', '#f'])(
    '%j is a URI',
    (text) => {
      expect(read('link', text, strictManner)).toBe(text)
    },
  )

  test.each(['a b', 'a\tb', '%', '%4', '%zz', 'a#b#c', 'ä', '<a>', '"', '\\', '{a}', '^', '`', '|'])(
    '%j is none: kept in the compatible manner',
    (text) => {
      expect(() => read('link', text, strictManner)).toThrow(ScimError)
      expect(read('link', text, compatibleManner)).toBe(text)
    },
  )

  test('a long text is decided at once', () => {
    expect(() => read('link', `${'a'.repeat(65_535)} `, strictManner)).toThrow('URI')
  })
})

function read(name: string, value: unknown, manner: typeof strictManner): unknown {
  const attribute = findAttribute(attributes, name)
  if (!attribute) throw new Error(name)
  return readSimpleValue(value, attribute, name, manner)
}
