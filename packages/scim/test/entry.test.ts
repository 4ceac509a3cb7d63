import { expect, expectTypeOf, test } from 'vitest'
import type {
  Actor,
  Answer,
  AnswerShape,
  AssignmentRules,
  BulkMethod,
  BulkOperation,
  BulkOptions,
  BulkOutcome,
  BulkPlan,
  BulkResult,
  Conditions,
  CursorKeys,
  CursorOptions,
  Draft,
  Grant,
  GroupReference,
  Idempotency,
  KeptAnswer,
  Link,
  Operations,
  OwnCursorKey,
  Page,
  Position,
  QueryParameters,
  QueryResult,
  ReadyPlan,
  RefusedPlan,
  ResourceStore,
  SharedCursorKeys,
  Show,
  StoredResource,
  Subject,
  Targets,
} from '../src/index.js'
import * as entry from '../src/index.js'
import * as schemaEntry from '../src/schema.js'

/** Compiled, not run: each of these names must be there for whoever writes the types of a public signature down. */
test('every type that a public signature names can be imported from the entry', () => {
  expectTypeOf<Operations['query']>().toEqualTypeOf<
    (type: Parameters<Operations['query']>[0], parameters: QueryParameters, show: Show) => Promise<QueryResult>
  >()
  expectTypeOf<QueryResult['page']>().toEqualTypeOf<Page<StoredResource>>()
  expectTypeOf<Page<Link>['next']>().toEqualTypeOf<Position | undefined>()
  expectTypeOf<Parameters<Operations['retrieve']>[2]>().toEqualTypeOf<AnswerShape>()
  expectTypeOf<Answer['targets']>().toEqualTypeOf<Targets | undefined>()
  expectTypeOf<Answer['links']>().toEqualTypeOf<readonly Link[] | undefined>()
  expectTypeOf<StoredResource['grants']>().toEqualTypeOf<readonly Grant[] | undefined>()
  expectTypeOf<StoredResource['groups']>().toEqualTypeOf<readonly GroupReference[] | undefined>()
  expectTypeOf<Parameters<Operations['bulk']>[1]>().toEqualTypeOf<BulkOptions>()
  expectTypeOf<BulkResult['operation']>().toEqualTypeOf<BulkOperation>()
  expectTypeOf<BulkResult['plan']>().toEqualTypeOf<BulkPlan>()
  expectTypeOf<BulkPlan>().toEqualTypeOf<ReadyPlan | RefusedPlan>()
  expectTypeOf<ReadyPlan['method']>().toEqualTypeOf<BulkMethod>()
  expectTypeOf<BulkResult['outcome']>().toEqualTypeOf<BulkOutcome>()
  expectTypeOf<BulkOptions['idempotency']>().toEqualTypeOf<Idempotency | undefined>()
  expectTypeOf<Parameters<Operations['remove']>[2]>().toEqualTypeOf<Conditions | undefined>()
  expectTypeOf<SharedCursorKeys['keys']>().toEqualTypeOf<CursorKeys>()
  expectTypeOf<OwnCursorKey>().toExtend<CursorOptions>()
  expectTypeOf<Awaited<ReturnType<Draft['kept']>>>().toEqualTypeOf<KeptAnswer | undefined>()
  type Options = Parameters<typeof entry.createServiceProvider>[0]
  expectTypeOf<Options['store']>().toEqualTypeOf<ResourceStore>()
  expectTypeOf<Options['assignments']>().toEqualTypeOf<AssignmentRules | undefined>()
  expectTypeOf<Options['subject']>().toEqualTypeOf<Subject | undefined>()
  expectTypeOf<Actor['connection']>().toEqualTypeOf<string | undefined>()
})

test('what the entry of schemas gives, the entry of everything gives too', () => {
  expect(Object.keys(entry)).toEqual(expect.arrayContaining(Object.keys(schemaEntry)))
})
