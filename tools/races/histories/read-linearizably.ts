import { findRecordFaults } from '../contests/find-record-faults.js'
import type { Arena } from '../deployment/deployment.js'
import type { Random } from '../random.js'
import { findHistoryFaults } from './find-history-faults.js'
import { documentSubject, grantsSubject, membersSubject } from './subjects.js'

/** Records a history of each kind of resource, and of groups of several sizes, and looks for an order that explains it. */
export async function readLinearizably(arena: Arena, random: Random): Promise<readonly string[]> {
  const { clients, reader, tenant } = arena
  const size = random.pick([5, 60, 990])
  const found = [
    await findHistoryFaults(await documentSubject(arena), clients, random),
    await findHistoryFaults(await grantsSubject(arena), clients, random),
    await findHistoryFaults(await membersSubject(arena, size), clients, random),
  ]
  return [...found.flat(), ...(await findRecordFaults(reader, tenant))]
}
