/**
 * `npm run bench -- filters`: the worst filters that 4 KiB hold, in nesting and in width. Each is refused or answered; for
 * each, what parsing it costs, deciding it on two resources as large as any may be, and a query over 1,000 users on SQLite.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createServiceProvider, EnterpriseUserSchema, Group, User } from '@rollcall/scim'
import { compatibleManner, type Filter, matches, parseFilter, ScimError } from '@rollcall/scim/filter'
import { openSqliteDatabase, sqlStorage } from '@rollcall/sql'

interface WorstFilter {
  readonly name: string
  readonly text: string
}

/** A query, answered or refused. */
type AnswerQuery = (filter: string) => Promise<void>

export async function benchFilters(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'))
  const database = await openSqliteDatabase({ path: join(folder, 'filters.db') })
  try {
    const answerQuery = await prepareUsers(createServiceProviderOver(database))
    const rows: Record<string, unknown>[] = []
    for (const filter of worstFilters()) rows.push(await measure(filter, answerQuery))
    console.table(rows)
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure({ name, text }: WorstFilter, answerQuery: AnswerQuery): Promise<Record<string, unknown>> {
  const outcome = parseOrRefuse(text)
  const parsing = best(() => parseOrRefuse(text))
  const row = { filter: name, bytes: Buffer.byteLength(text), outcome: 'answered', 'parse ms': parsing }
  if (outcome instanceof ScimError) return { ...row, outcome: `refused: ${outcome.scimType}` }
  const deciding = Object.values(largeUsers).map((user) => best(() => matches(outcome, user)))
  const start = performance.now()
  await answerQuery(text)
  return { ...row, 'matches ms': Math.max(...deciding), 'query ms': rounded(performance.now() - start) }
}

function parseOrRefuse(text: string): Filter | ScimError {
  try {
    return parseFilter(text, User, compatibleManner)
  } catch (error) {
    if (error instanceof ScimError) return error
    throw error
  }
}

/** The shortest of some runs: the first compile the code, and others share the machine. */
function best(work: () => unknown): number {
  const times = Array.from({ length: 12 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return rounded(Math.min(...times))
}

function rounded(milliseconds: number): number {
  return Number(milliseconds.toFixed(2))
}

function worstFilters(): readonly WorstFilter[] {
  return [...nested(), ...wide(), ...inBrackets(), ...long()]
}

/** Parentheses and negations around one comparison. */
function nested(): readonly WorstFilter[] {
  const around = (open: string, levels: number) => `${open.repeat(levels)}title pr${')'.repeat(levels)}`
  const levels = [1, 8, 16, 17, 800]
  return [
    ...levels.map((count) => ({ name: `${count} parentheses`, text: around('(', count) })),
    ...levels.map((count) => ({ name: `${count} negations`, text: around('not(', count) })),
    { name: '2048 opening parentheses', text: '('.repeat(2048) },
    {
      name: '15 levels of and, or and not',
      text: `${'not(title pr and (nickName pr or '.repeat(7)}title pr${'))'.repeat(7)}`,
    },
  ]
}

/** Chains of one operator, of comparisons that cost the most each. */
function wide(): readonly WorstFilter[] {
  const chain = (name: string, count: number, term: (n: number) => string, operator = 'or') => ({
    name: `${count} × ${name}`,
    text: Array.from({ length: count }, (_, n) => term(n)).join(` ${operator} `),
  })
  const nearly = (n: number) => `${'a'.repeat(n % 30)}b`
  const certificate = (n: number) => `x509Certificates.display co "${nearly(n)}"`
  return [
    ...[8, 32, 63, 64, 300].map((count) => chain('title pr', count, () => 'title pr')),
    chain('userName co', 63, (n) => `userName co "${nearly(n)}"`),
    chain('emails.value co', 63, (n) => `emails.value co "${nearly(n)}"`),
    chain('emails.value ne, in an and', 63, (n) => `emails.value ne "${nearly(n)}"`, 'and'),
    chain('emails.value ew', 63, (n) => `emails.value ew "é${nearly(n)}"`),
    chain('emails.value gt', 63, (n) => `emails.value gt "z${nearly(n)}"`),
    chain('meta.created gt', 55, (n) => `meta.created gt "20${String(n + 30)}-01-01T00:00:00+01:00"`),
    chain('groups.display co', 63, (n) => `groups.display co "${nearly(n)}"`),
    chain('roles.value eq', 63, (n) => `roles.value eq "${nearly(n)}"`),
    chain('schemas co', 63, (n) => `schemas co "${nearly(n)}"`),
    chain('what no index has', 63, certificate),
    chain('not, in an and', 31, (n) => `not(emails.value co "${nearly(n)}")`, 'and'),
    chain('an extension’s attribute', 45, (n) => `${EnterpriseUserSchema.id}:division eq "${n}"`),
  ]
}

/** Value paths: many, or one that is wide. */
function inBrackets(): readonly WorstFilter[] {
  const path = (n: number) => `emails[value co "a${'b'.repeat(n)}" and type ne "${n}"]`
  const terms = Array.from({ length: 60 }, (_, n) => `value co "a${'b'.repeat(n % 30)}"`)
  return [
    ...[4, 15, 16].map((count) => ({
      name: `${count} value paths`,
      text: Array.from({ length: count }, (_, n) => path(n)).join(' or '),
    })),
    { name: 'a value path of 60 comparisons', text: `emails[${terms.join(' or ')}]` },
    { name: 'negations within a value path', text: `emails[${'not('.repeat(15)}value pr${')'.repeat(15)}]` },
    { name: '500 value paths in each other', text: 'emails['.repeat(500) },
  ]
}

/** Literals that fill the whole filter. */
function long(): readonly WorstFilter[] {
  const filling = (operator: string, head: string, character: string) => {
    const room = 4096 - Buffer.byteLength(`emails.value ${operator} "${head}"`)
    return `emails.value ${operator} "${head}${character.repeat(Math.floor(room / Buffer.byteLength(character)))}"`
  }
  return [
    ...['eq', 'ne', 'co', 'sw', 'ew', 'gt'].map((operator) => ({
      name: `a literal of 4 KiB, ${operator}`,
      text: filling(operator, 'ab', 'a'),
    })),
    { name: 'a literal of 4 KiB that is folded', text: filling('co', 'aΣ', 'É') },
    { name: 'escapes', text: filling('co', '', '\\u00c9') },
    { name: '4096 quotes', text: '"'.repeat(4096) },
    { name: '5000 bytes', text: filling('eq', 'a'.repeat(900), 'a').padEnd(5000, 'a') },
  ]
}

/** A document has 1 Mi characters at most, a text 64 Ki, a list 1,000 values. */
const largeUsers = {
  ofLongTexts: userOf(15, (n) => `${'Éa'.repeat(20_000)}${'a'.repeat(25_000)}${n}`),
  ofManyTexts: userOf(1000, (n) => `${'a'.repeat(980)}${n}`),
}

function userOf(count: number, textOf: (n: number) => string) {
  return {
    schemas: [User.schema.id],
    id: 'large',
    userName: textOf(0),
    title: '',
    emails: Array.from({ length: count }, (_, n) => ({ value: textOf(n), type: 'work' })),
    meta: { resourceType: 'User', created: '2026-11-24T09:00:00Z', lastModified: '2026-11-24T09:00:00Z' },
  }
}

type Fetch = (request: Request) => Promise<Response>

function createServiceProviderOver(database: Awaited<ReturnType<typeof openSqliteDatabase>>): Fetch {
  const store = sqlStorage(database).ofTenant('bench', { request: 'bench' })
  return createServiceProvider({ resourceTypes: [User, Group], store }).fetch
}

const origin = 'https://bench.example/scim/v2'
const headers = { 'content-type': 'application/scim+json' }

/** A thousand users, some with several addresses; gives the way to query them. */
async function prepareUsers(fetch: Fetch): Promise<AnswerQuery> {
  for (let n = 0; n < 1000; n++) {
    const emails = ['work', 'home'].slice(n % 2).map((type) => ({ value: `${type}-${n}@bench.example`, type }))
    const user = { userName: `user-${n}@bench.example`, displayName: `User ${n}`, title: `Title ${n % 40}`, emails }
    const body = JSON.stringify({ schemas: [User.schema.id], ...user })
    const { status } = await fetch(new Request(`${origin}/Users`, { method: 'POST', headers, body }))
    if (status !== 201) throw new Error(`a user was answered ${status}`)
  }
  return async (filter) => {
    const response = await fetch(new Request(`${origin}/Users?count=100&filter=${encodeURIComponent(filter)}`))
    await response.text()
    if (response.status !== 200) throw new Error(`a filter was answered ${response.status}`)
  }
}
