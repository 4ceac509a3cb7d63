import type { Id } from '@rollcall/scim'
import type { GroupReference } from '@rollcall/scim/storage'

/** What is known of who is in which group: the edges that lead up from some members, and what the groups are called. */
export interface GroupGraph {
  add(member: Id, owner: Id): void
  name(group: Id, display: string | undefined): void
  /** Every group that something is in, so far. */
  groups(): readonly Id[]
  /**
   * The groups that contain a member, directly or through other groups, each once however they are nested, in order of their
   * ids. To be asked when all has been added.
   */
  referencesTo(member: Id): readonly GroupReference[]
}

interface Group {
  readonly id: Id
  display: string | undefined
  /** Its place in the order of ids. */
  place: number
  /** The references to it, made when they are first shown: they are shared by all who show them. */
  direct: GroupReference | undefined
  indirect: GroupReference | undefined
}

/** Makes a graph without an edge. */
export function createGroupGraph(): GroupGraph {
  const groups = new Map<Id, Group>()
  const owners = new Map<Id, Group[]>()
  let placed = 0

  function groupOf(id: Id): Group {
    const known = groups.get(id)
    if (known) return known
    const made = { id, display: undefined, place: 0, direct: undefined, indirect: undefined }
    groups.set(id, made)
    return made
  }

  /** Ids are compared once, however many show the groups. */
  function placeAll(): void {
    if (placed === groups.size) return
    placed = groups.size
    const sorted = [...groups.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    for (const [place, group] of sorted.entries()) group.place = place
  }

  return {
    add(member, owner) {
      const known = owners.get(member)
      if (known) known.push(groupOf(owner))
      else owners.set(member, [groupOf(owner)])
    },
    name(group, display) {
      groupOf(group).display = display
    },
    groups: () => [...groups.keys()],
    referencesTo(member) {
      const known = owners.get(member)
      if (!known) return []
      placeAll()
      const direct = new Set(known)
      const reached = new Set(direct)
      // A set is walked in the order in which it grows: what is added meanwhile has its turn, too.
      for (const { id } of reached) for (const owner of owners.get(id) ?? []) reached.add(owner)
      return [...reached]
        .sort((a, b) => a.place - b.place)
        .map((group) => referenceTo(group, direct.has(group) ? 'direct' : 'indirect'))
    },
  }
}

function referenceTo(group: Group, type: 'direct' | 'indirect'): GroupReference {
  group[type] ??= { value: group.id, display: group.display, type }
  return group[type]
}
