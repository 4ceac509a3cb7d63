import type { Manner } from '../manner.js'
import { shorten } from '../schema/attribute-path.js'
import { invalidSyntax } from '../scim-error.js'

// What identity providers do in URLs; what they do in bodies is in `resource/` and `patch/vendor-dialects.ts`.

/** Postman collections and Ping send `startindex` (Q32): the names of query parameters have a case in RFC 7644 §3.4.2. */
export function acceptParameterCase(name: string, parameter: string, manner: Manner): boolean {
  if (manner.strict || name.toLowerCase() !== parameter.toLowerCase()) return false
  manner.tolerated('acceptParameterCase')
  return true
}

/** Old clients ask for `/ServiceProviderConfigs`, as SCIM 1.1 spelled it (D-56). `name` is in lower case. */
export function acceptPluralConfig(name: string, manner: Manner): boolean {
  if (manner.strict || name !== 'serviceproviderconfigs') return false
  manner.tolerated('acceptPluralConfig')
  return true
}

/** Some SDKs ask for `text/html` or `application/xml` and read JSON all the same (D-50). */
export function ignoreAccept(manner: Manner): boolean {
  if (manner.strict) return false
  manner.tolerated('ignoreAccept')
  return true
}

/** Numbers of a SearchRequest as text, as they would stand in a URL (D-08). */
export function acceptTextAsNumber(manner: Manner): boolean {
  if (manner.strict) return false
  manner.tolerated('acceptTextAsNumbers')
  return true
}

/** Members that no SearchRequest has (D-38). */
export function ignoreUnknownMember(name: string, manner: Manner): void {
  if (manner.strict) throw invalidSyntax(`A SearchRequest has no '${shorten(name)}'.`)
  manner.tolerated('ignoreUnknownAttributes')
}
