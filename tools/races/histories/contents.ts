import type { ContentRules } from './versioned-resource.js'

/** Members or grants: a bit for each, of which a change adds or removes some. */
export const setContent: ContentRules<bigint, { readonly kind: 'add' | 'remove'; readonly bits: bigint }> = {
  apply: (content, { kind, bits }) => (kind === 'add' ? content | bits : content & ~bits),
  keyOf: (content) => content.toString(36),
}

/** The values of a document's attributes, of which a change replaces some. */
export const documentContent: ContentRules<Readonly<Record<string, string>>, Readonly<Record<string, string>>> = {
  apply: (content, change) => ({ ...content, ...change }),
  keyOf: (content) => JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))),
}
