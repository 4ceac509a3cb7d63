/** A function that makes an error, and what its comment says of it. */
export interface ErrorConstructor {
  readonly name: string
  /** One paragraph. */
  readonly meaning: string
  readonly status: number
  readonly scimType: string | undefined
}

/** Reads the exported functions of `scim-error.ts`, each of which makes one kind of error. */
export function readConstructors(source: string): readonly ErrorConstructor[] {
  return [...source.matchAll(documented)].map(([, comment = '', name = '', body = '']) => ({
    name,
    meaning: textOf(comment),
    status: Number(/new ScimError\(\s*(\d+)/.exec(body)?.[1]),
    scimType: /scimType: '(\w+)'/.exec(body)?.[1],
  }))
}

/** A comment that ends just before the function, and the function to its closing brace. */
const documented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport function (\w+)([\s\S]*?)\n\}/g

function textOf(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*?\s?/, '').trim())
  return lines.filter((line) => line !== '').join(' ')
}
