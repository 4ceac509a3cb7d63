import type { Model } from './find-order.js'

/** A resource with a version (RFC 7644 §3.14): what it holds, and how often it has changed. */
export interface Versioned<Content> {
  readonly version: number
  readonly content: Content
}

/** What a client did with it, and what it was answered. */
export type VersionedOperation<Content, Change> =
  | { readonly kind: 'read'; readonly version: number; readonly content: Content }
  | {
      readonly kind: 'change'
      readonly change: Change
      /** With If-Match: the version that it was to be at. */
      readonly onlyAt: number | undefined
      /** What the answer says it made, where one came. */
      readonly version: number | undefined
    }
  /** 412: it was not at the version that If-Match named. */
  | { readonly kind: 'refused'; readonly onlyAt: number }

/** How a kind of content changes. */
export interface ContentRules<Content, Change> {
  apply(content: Content, change: Change): Content
  keyOf(content: Content): string
}

/** The resource as a register of versions: a change that changes something makes the next one, any other none (D-70). */
export function versionedResource<Content, Change>(
  initial: Versioned<Content>,
  { apply, keyOf }: ContentRules<Content, Change>,
): Model<Versioned<Content>, VersionedOperation<Content, Change>> {
  const isSame = (one: Content, other: Content) => keyOf(one) === keyOf(other)
  return {
    initial,
    keyOf: ({ version, content }) => `${version} ${keyOf(content)}`,
    step(state, operation) {
      switch (operation.kind) {
        case 'read':
          return operation.version === state.version && isSame(operation.content, state.content) ? state : undefined
        case 'refused':
          return operation.onlyAt === state.version ? undefined : state
        case 'change': {
          if (operation.onlyAt !== undefined && operation.onlyAt !== state.version) return undefined
          const content = apply(state.content, operation.change)
          const next = isSame(content, state.content) ? state : { version: state.version + 1, content }
          return operation.version === undefined || operation.version === next.version ? next : undefined
        }
      }
    },
  }
}
