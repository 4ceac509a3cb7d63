import { parseFilter } from '../filter/parser.js'
import type { Id } from '../resource/resource.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import type { Query, QueryTarget } from './resource-store.js'
import { decimals, drawText, instants, integers, labels } from './storage-conformance-fuzz-documents.js'
import type { FuzzWorld } from './storage-conformance-fuzz-drafts.js'
import { machine } from './storage-conformance-machine.js'
import { pathOf } from './storage-conformance-query.js'
import type { Random } from './storage-conformance-random.js'

/** A query with the text of its filter, so that a difference can be reported. */
export interface FuzzQuery {
  readonly targets: readonly QueryTarget[]
  readonly query: Query
  readonly filterText: string
}

/** How an attribute is compared, and with what. */
type Operand = 'text' | 'id' | 'label' | 'boolean' | 'integer' | 'decimal' | 'instant' | 'grant' | 'schema' | 'type'

type Attributes = readonly (readonly [string, Operand])[]

const department = `${EnterpriseUserSchema.id}:department`

const commonAttributes: Attributes = [
  ['id', 'id'],
  ['externalId', 'text'],
  ['meta.created', 'instant'],
  ['meta.resourceType', 'type'],
  ['schemas', 'schema'],
]

const attributesOf: ReadonlyMap<ResourceType, Attributes> = new Map<ResourceType, Attributes>([
  [
    User,
    [
      ['userName', 'text'],
      ['displayName', 'text'],
      ['title', 'text'],
      ['name.familyName', 'text'],
      ['nickName', 'text'],
      ['active', 'boolean'],
      ['profileUrl', 'text'],
      ['emails.value', 'text'],
      ['emails', 'text'],
      ['emails.type', 'label'],
      ['emails.primary', 'boolean'],
      [department, 'text'],
      ['groups.value', 'id'],
      ['groups.display', 'text'],
      ['groups.type', 'label'],
      ['roles.value', 'grant'],
      ['roles.display', 'grant'],
      ['roles.primary', 'boolean'],
      ['entitlements.value', 'grant'],
      ['entitlements.type', 'label'],
      ...commonAttributes,
    ],
  ],
  [
    Group,
    [
      ['displayName', 'text'],
      ['members.value', 'id'],
      ['members', 'id'],
      ['members.type', 'type'],
      ['members.display', 'text'],
      ...commonAttributes,
    ],
  ],
  [
    machine,
    [
      ['serial', 'text'],
      ['tags', 'text'],
      ['floor', 'integer'],
      ['price', 'decimal'],
      ['ports', 'integer'],
      ['installed', 'instant'],
      ['lent', 'boolean'],
      ...commonAttributes,
    ],
  ],
])

/** What may stand in brackets, by attribute. */
const valueAttributesOf: ReadonlyMap<ResourceType, readonly (readonly [string, Attributes])[]> = new Map<
  ResourceType,
  readonly (readonly [string, Attributes])[]
>([
  [
    User,
    [
      [
        'emails',
        [
          ['value', 'text'],
          ['type', 'label'],
          ['primary', 'boolean'],
        ],
      ],
      [
        'roles',
        [
          ['value', 'grant'],
          ['display', 'grant'],
          ['primary', 'boolean'],
        ],
      ],
      [
        'entitlements',
        [
          ['value', 'grant'],
          ['type', 'label'],
          ['primary', 'boolean'],
        ],
      ],
      [
        'groups',
        [
          ['value', 'id'],
          ['display', 'text'],
          ['type', 'label'],
        ],
      ],
    ],
  ],
  [
    Group,
    [
      [
        'members',
        [
          ['value', 'id'],
          ['type', 'type'],
          ['display', 'text'],
        ],
      ],
    ],
  ],
])

const sortsOf: ReadonlyMap<ResourceType, readonly [string, ...string[]]> = new Map<
  ResourceType,
  readonly [string, ...string[]]
>([
  [User, ['displayName', 'title', 'name.familyName', 'emails', department, 'active', 'userName', 'meta.created', 'id']],
  [Group, ['displayName', 'meta.lastModified', 'id']],
  [machine, ['serial', 'floor', 'price', 'tags', 'ports', 'installed', 'lent']],
])

/** Draws a query: mostly of users, mostly filtered and sorted. */
export function drawQuery(world: FuzzWorld): FuzzQuery {
  const { random } = world
  const type: ResourceType = random.pick<ResourceType>([User, User, User, User, Group, machine])
  const isMixed = random.chance(0.08)
  const filterText = random.chance(0.85) ? drawFilter(world, type, isMixed ? commonAttributes : undefined, 2) : ''
  const sortBy = isMixed ? random.pick(['id', 'meta.created']) : random.pick(sortsOf.get(type) ?? ['id'])
  const order = random.pick<'ascending' | 'descending'>(['ascending', 'descending'])
  const count = random.pick([0, 1, 2, 3, 5, 100])
  const isSorted = random.chance(0.95)
  return {
    targets: (isMixed ? [User, Group, machine] : [type]).map((each) => ({
      type: each,
      filter: filterText === '' ? undefined : parseFilter(filterText, each),
      sortPath: isSorted ? pathOf(sortBy, each) : undefined,
    })),
    filterText,
    query: {
      order,
      page: { kind: 'index', startIndex: 1 + random.below(6), count },
      show: { grants: random.chance(0.5), groups: random.chance(0.5) },
      total: random.chance(0.7),
    },
  }
}

function drawFilter(world: FuzzWorld, type: ResourceType, only: Attributes | undefined, depth: number): string {
  const { random } = world
  const dice = depth === 0 ? 0 : random.next()
  if (dice < 0.45) return drawExpression(world, only ?? attributesOf.get(type) ?? commonAttributes)
  if (dice < 0.62) return drawValuePath(world, type, only)
  const left = drawFilter(world, type, only, depth - 1)
  if (dice < 0.72) return `not (${left})`
  return `(${left}) ${random.pick(['and', 'or', 'or'])} (${drawFilter(world, type, only, depth - 1)})`
}

function drawValuePath(world: FuzzWorld, type: ResourceType, only: Attributes | undefined): string {
  const { random } = world
  const found = only ? undefined : random.find(valueAttributesOf.get(type) ?? [])
  if (!found) return drawExpression(world, only ?? attributesOf.get(type) ?? commonAttributes)
  const [attribute, parts] = found
  const draw = () => {
    const expression = drawExpression(world, parts)
    return random.chance(0.2) ? `not (${expression})` : expression
  }
  const more = random.chance(0.5) ? ` ${random.pick(['and', 'or'])} ${draw()}` : ''
  return `${attribute}[${draw()}${more}]`
}

function drawExpression(world: FuzzWorld, attributes: Attributes): string {
  const { random } = world
  const [path, operand] = random.find(attributes) ?? ['id', 'id']
  const dice = random.next()
  if (dice < 0.12) return `${path} pr`
  if (dice < 0.16) return `${path} ${random.pick(['eq', 'ne'])} null`
  return `${path} ${drawOperator(random, operand)} ${drawLiteral(world, operand)}`
}

function drawOperator(random: Random, operand: Operand): string {
  switch (operand) {
    case 'boolean':
      return random.pick(['eq', 'ne'])
    case 'integer':
    case 'decimal':
    case 'instant':
      return random.pick(['eq', 'ne', 'gt', 'ge', 'lt', 'le'])
    case 'text':
    case 'id':
    case 'label':
    case 'grant':
    case 'schema':
    case 'type':
      return random.pick(['eq', 'eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])
  }
}

function drawLiteral(world: FuzzWorld, operand: Operand): string {
  const { random } = world
  switch (operand) {
    case 'boolean':
      return String(random.chance(0.5))
    case 'integer':
      return String(random.pick(integers))
    case 'decimal':
      return String(random.pick(decimals))
    case 'instant':
      return JSON.stringify(random.chance(0.5) ? random.pick(instants) : startOfMinute(random.below(8)))
    case 'text':
      return JSON.stringify(drawText(random))
    case 'id':
      return JSON.stringify(random.find<Id>([...world.types.keys()]) ?? 'nothing')
    case 'label':
      return JSON.stringify(random.pick([...labels, 'direct', 'indirect']))
    case 'grant':
      return JSON.stringify(random.pick(['todo-er', 'TODO-ER', 'auditor', 'is_tall', 'pro', 'one', 'two 🙂']))
    case 'schema':
      return JSON.stringify(random.pick([User.schema.id, EnterpriseUserSchema.id, Group.schema.id]))
    case 'type':
      return JSON.stringify(random.pick(['User', 'Group', 'user']))
  }
}

/** Near the times at which the writes of a run happen. */
function startOfMinute(minute: number): string {
  return `2026-11-24T09:0${minute}:00Z`
}
