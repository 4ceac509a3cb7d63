import { expect } from 'vitest'
import { namesIn } from './found-names.js'
import type { BenchOptions, OpenBench, ProtocolBench } from './protocol-bench.js'
import { userBody } from './sample-bodies.js'
import type { ScimAnswer } from './scim-client.js'

/** A bench with five users, of whom two have a title. */
export async function openFive(open: OpenBench, options: BenchOptions = {}): Promise<ProtocolBench> {
  const bench = open(options)
  for (const name of ['u1', 'u2', 'u3', 'u4', 'u5']) {
    const title = name === 'u2' || name === 'u4' ? 'even' : undefined
    expect((await bench.post('/Users', userBody(name, { title, displayName: `x${name}` }))).status).toBe(201)
  }
  return bench
}

/** The pages of a list from its first to its last, each by the cursor of the one before; `query` without one. */
export async function walkPages(
  bench: Pick<ProtocolBench, 'get'>,
  query: string,
  between: () => Promise<unknown> = async () => {},
): Promise<readonly ScimAnswer[]> {
  const pages: ScimAnswer[] = []
  let cursor: string | undefined = ''
  while (cursor !== undefined && pages.length < 1000) {
    const page: ScimAnswer = await bench.get(`${query}${query.includes('?') ? '&' : '?'}cursor=${cursor}`)
    expect({ status: page.status, detail: page.body.detail }).toEqual({ status: 200, detail: undefined })
    pages.push(page)
    cursor = page.body.nextCursor
    await between()
  }
  return pages
}

/** The names of each page. */
export function namesOfPages(pages: readonly ScimAnswer[]): readonly string[] {
  return pages.map((page) => namesIn(page).join(' '))
}
