import type { Arena } from '../deployment/deployment.js'
import { findHistoryFaults } from '../histories/find-history-faults.js'
import { grantsSubject, membersSubject } from '../histories/subjects.js'
import type { Random } from '../random.js'
import { findRecordFaults } from './find-record-faults.js'

/** All at once, each client with two requests. */
const extent = { clients: 30, requests: 2 }

/** Members of a group are added, removed and read, all at once: some order explains what is there, and every answer. */
export async function mixMembers(arena: Arena, random: Random): Promise<readonly string[]> {
  const faults = await findHistoryFaults(await membersSubject(arena, 12), arena.clients, random, extent)
  return [...faults, ...(await findRecordFaults(arena.reader, arena.tenant))]
}

/** The same with the roles of a user. */
export async function mixGrants(arena: Arena, random: Random): Promise<readonly string[]> {
  const faults = await findHistoryFaults(await grantsSubject(arena), arena.clients, random, extent)
  return [...faults, ...(await findRecordFaults(arena.reader, arena.tenant))]
}
