import { type AttributePath, parseFilter, type ResourceType } from '@rollcall/scim'
import type { Query } from '@rollcall/scim/storage'
import { type Explanation, explainQuery } from '@rollcall/sql'
import type { Command } from 'commander'
import { findMainConnection } from '../connections/find-main-connection.js'
import { openService } from '../create-rollcall.js'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { assertNewestSchema } from './db-status.js'
import { printExplanation } from './print-explanation.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, assertDatabase, type DatabaseOptions, databaseOf } from './with-rollcall.js'

interface ExplainOptions extends DatabaseOptions {
  readonly type: string
  readonly sort?: string
  readonly connection?: string
}

/** `rollcall explain` */
export function addExplainCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('explain')
    .description('how the database answers a list: what it begins with, what it visits; changes nothing')
    .argument('<tenant>', 'the organisation')
    .argument('[filter]', 'a SCIM filter (default: everything)')
    .option('--type <name>', 'of which resource type', 'User')
    .option('--sort <attribute>', 'in the order of an attribute (default: of the ids)')
    .option('--connection <id>', 'whose external ids are meant (default: the oldest connection)')
  addDatabaseOptions(command, `rollcall explain gridco.example 'userName eq "tank@gridco.example"'`).action(
    async (tenant: string, filter: string | undefined, options: ExplainOptions) => {
      const explanation = await explain(terminal, { tenant, filter }, options)
      terminal.out(
        options.json ? `${JSON.stringify(explanation, textOfBigint)}\n` : printExplanation(explanation, tenant),
      )
    },
  )
}

/** What is bound may be a whole number. */
function textOfBigint(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

async function explain(
  terminal: Terminal,
  asked: { readonly tenant: string; readonly filter: string | undefined },
  options: ExplainOptions,
): Promise<Explanation> {
  const settings = databaseOf(terminal, options)
  assertDatabase(settings.database)
  await assertNewestSchema(settings.database)
  const service = await openService(settings)
  try {
    const { tenant } = asked
    const type = await requireType(service, tenant, options.type)
    const connection = options.connection ?? (await findMainConnection(service.database, tenant)) ?? ''
    const filter = asked.filter === undefined ? undefined : parseFilter(asked.filter, type)
    const sortPath = options.sort === undefined ? undefined : pathOf(options.sort, type)
    return await explainQuery(service.database, { tenant, connection }, [{ type, filter, sortPath }], firstPage)
  } finally {
    await service.database.close()
  }
}

/** What a client is given that asks for nothing else. */
const firstPage: Query = {
  order: 'ascending',
  page: { kind: 'index', startIndex: 1, count: 100 },
  show: { grants: true, groups: true },
  total: true,
}

async function requireType({ configurations }: Service, tenant: string, name: string): Promise<ResourceType> {
  const configuration = await configurations.find(tenant)
  if (!configuration) throw unknownTenant(tenant)
  const { resourceTypes } = configuration
  const type = resourceTypes.find((one) => one.name === name)
  if (type) return type
  const names = resourceTypes.map((one) => `'${one.name}'`).join(', ')
  throw new Refusal(`'${tenant}' has no resource type '${name}' that is kept in the database: there are ${names}.`)
}

/** @throws ScimError invalidFilter */
function pathOf(text: string, type: ResourceType): AttributePath {
  const filter = parseFilter(`${text} pr`, type)
  if (filter.kind === 'present') return filter.path
  throw new Refusal(`'${text}' is not an attribute to sort by.`)
}
