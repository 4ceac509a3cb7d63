import { readLinearizably } from '../histories/read-linearizably.js'
import { addMembers } from './add-members.js'
import { claimUserName } from './claim-user-name.js'
import type { Contest } from './contest.js'
import { deleteWhileAdded } from './delete-while-added.js'
import { grantSeats } from './grant-seats.js'
import { matchVersions } from './match-versions.js'
import { mixGrants, mixMembers } from './mix-changes.js'
import { patchAttributes } from './patch-attributes.js'
import { takeSeats } from './take-seats.js'

/** Every contest, by the statement that it proves. */
export const contests: Readonly<Record<string, Contest>> = {
  'fifty members added at once are all there, each one version and one record; adding them again is none': addMembers,
  'fifty attributes of one user, changed at once, are all changed': patchAttributes,
  'of twenty users of one name, created at once, one is created and nineteen are refused': claimUserName,
  'members added and removed at once end as some order explains': mixMembers,
  'a user who is deleted while being added to groups leaves no edge': deleteWhileAdded,
  'roles granted and revoked at once end as some order explains': mixGrants,
  'of ten seats, none is sold twice': takeSeats,
  'of thirty users who are granted a role at once that ten may hold, ten hold it and the others are refused':
    grantSeats,
  'of twenty changes on the condition of one version, one is made': matchVersions,
  'what several clients read and write at once is linearizable: a document, its grants, a group of members':
    readLinearizably,
}
