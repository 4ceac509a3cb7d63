import { prepareCreate } from '../create.js'
import { prepareModify } from '../modify.js'
import type { OperationContext } from '../operation-context.js'
import type { PreparedWrite } from '../prepared-write.js'
import { prepareRemove } from '../remove.js'
import { prepareReplace } from '../replace.js'
import type { BulkPlan } from './plan-operation.js'

/** Prepares an operation as the same request outside of Bulk is prepared. @throws ScimError what is wrong with it */
export async function prepareOperation(context: OperationContext, plan: BulkPlan): Promise<PreparedWrite> {
  if (plan.kind === 'refused') throw plan.error
  const { type, id, data, conditions } = plan
  switch (plan.method) {
    case 'POST':
      return prepareCreate(context, type, id, data)
    case 'PUT':
      return prepareReplace(context, type, { id, body: data, conditions })
    case 'PATCH':
      return prepareModify(context, type, { id, body: data, conditions })
    case 'DELETE':
      return prepareRemove(context, type, id, conditions)
  }
}
