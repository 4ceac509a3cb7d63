import type { Command } from 'commander'
import type { IndexChange, IndexSummary } from '../rollcall.js'
import { reindexWithProgress } from './db-reindex.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

/** `rollcall index show | add | remove | set | reset` */
export function addIndexCommand(program: Command, terminal: Terminal): void {
  const index = addExample(
    program.command('index').description('what lists of an organisation find by an index, and what it costs writes'),
    'rollcall index show gridco.example',
  )
  const show = index
    .command('show')
    .description('what is indexed, of each resource type; whatever is not filters correctly too, and more slowly')
    .argument('<tenant>', 'the organisation')
  addDatabaseOptions(show, 'rollcall index show gridco.example').action((tenant: string, options: DatabaseOptions) =>
    showIndexes(terminal, tenant, options),
  )
  for (const { name, about, example, changeOf } of changes) {
    const command = typed(index.command(name).description(about)).argument('<attribute...>', attributes)
    addDatabaseOptions(command, `rollcall index ${name} gridco.example ${example}`).action(
      (tenant: string, type: string, names: readonly string[], options: DatabaseOptions) =>
        changeIndexes(terminal, { tenant, type, change: changeOf(names) }, options),
    )
  }
  const reset = typed(index.command('reset').description('index what is indexed by default'))
  addDatabaseOptions(reset, 'rollcall index reset gridco.example User').action(
    (tenant: string, type: string, options: DatabaseOptions) =>
      changeIndexes(terminal, { tenant, type, change: { set: 'default' } }, options),
  )
}

const attributes = "attributes by their paths, such as 'title' or 'emails.value'; an extension's with its URN in front"

const changes: readonly {
  readonly name: string
  readonly about: string
  readonly example: string
  readonly changeOf: (names: readonly string[]) => IndexChange
}[] = [
  {
    name: 'add',
    about: 'index more, while servers go on',
    example: 'User phoneNumbers.value locale',
    changeOf: (add) => ({ add }),
  },
  {
    name: 'remove',
    about: 'index less: each write has fewer rows to keep',
    example: 'User title',
    changeOf: (remove) => ({ remove }),
  },
  {
    name: 'set',
    about: 'index these, and what is always indexed',
    example: 'User emails.value active',
    changeOf: (set) => ({ set }),
  },
]

function typed(command: Command): Command {
  return command
    .argument('<tenant>', 'the organisation')
    .argument('<type>', 'the resource type: User, Group, or one of its own')
}

async function showIndexes(terminal: Terminal, tenant: string, options: DatabaseOptions): Promise<void> {
  const indexes = await withRollcall(terminal, options, ({ tenants }) => tenants.listIndexes(tenant))
  terminal.out(options.json ? `${JSON.stringify(indexes)}\n` : indexes.map((one) => printIndexes(one, tenant)).join(''))
}

interface Asked {
  readonly tenant: string
  readonly type: string
  readonly change: IndexChange
}

/** The change stands before its rows are written: what is broken off then, another command finishes. */
async function changeIndexes(
  terminal: Terminal,
  { tenant, type, change }: Asked,
  options: DatabaseOptions,
): Promise<void> {
  const now = await withRollcall(terminal, options, async ({ tenants }) => {
    const changed = await tenants.changeIndexes(tenant, type, change)
    await reindexWithProgress(terminal, tenants, tenant)
    return (await tenants.listIndexes(tenant)).find((one) => one.type === changed.type) ?? changed
  })
  terminal.out(options.json ? `${JSON.stringify({ tenant, ...now })}\n` : printIndexes(now, tenant))
}

function printIndexes({ type, attributes: names, following, isDefault, state }: IndexSummary, tenant: string): string {
  const lines = [`${type}${isDefault ? ' (by default)' : ''}:`, ...listed(names)]
  if (following) lines.push('  following:', ...listed(following))
  if (state !== 'settled') lines.push(`  under way; what was broken off is finished by: rollcall db reindex ${tenant}`)
  return lines.map((line) => `${line}\n`).join('')
}

/** A line for the attributes of the resource type itself, and one for each extension's. */
function listed(names: readonly string[]): readonly string[] {
  const bySchema = new Map<string, string[]>()
  for (const name of names) {
    const end = name.lastIndexOf(':') + 1
    const urn = name.slice(0, end)
    bySchema.set(urn, [...(bySchema.get(urn) ?? []), name.slice(end)])
  }
  return [...bySchema].map(([urn, short]) => `  ${urn === '' ? '' : `${urn} `}${short.join(', ')}`)
}
