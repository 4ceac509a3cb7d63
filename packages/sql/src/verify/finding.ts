/** What can be wrong with a database, and what each says: one row a kind. */
export const findingKinds = {
  tenantUnknown: 'has rows of an organisation that does not exist',
  typeUnknown: 'is of a resource type that the organisation does not have',
  documentUnreadable: 'has a document that is not a JSON object',
  displayDifferent: 'is shown by another name than its document says',
  versionImpossible: 'has a document version above its version',
  indexRowMissing: 'lacks an index row that its document asks for',
  indexRowSuperfluous: 'has an index row that nothing in its document asks for',
  indexRowDifferent: 'has an index row that is marked otherwise than its document asks for',
  indexRowOfNothing: 'does not exist and has index rows',
  claimMissing: 'does not hold the unique value that its document has',
  claimSuperfluous: 'holds a unique value that its document does not have',
  claimOfNothing: 'does not exist and holds unique values',
  externalIdDifferent: 'has an external id that is indexed as another',
  externalIdOfNothing: 'does not exist and has external ids',
  edgeWithoutOwner: 'does not exist and has members',
  edgeWithoutMember: 'does not exist and is a member',
  grantDifferent: 'holds a grant that is indexed as another',
  grantOfNobody: 'does not exist and holds grants',
  passwordOfNobody: 'does not exist and has a password',
  totalDifferent: 'has another number of resources than is counted',
  seatsDifferent: 'counts seats otherwise than its catalogue and its grants say',
  recordMissing: 'was changed and has no change record of it',
  recordDifferent: 'has another version than the change record of its last change',
  recordDisordered: 'has change records whose versions do not ascend',
  recordWithoutRemoval: 'is gone, and its last change record is not of its removal',
  recordGap: 'lacks numbers among its change records',
} as const

export type FindingKind = keyof typeof findingKinds

/** Two parts of a database that disagree. */
export interface Finding {
  readonly kind: FindingKind
  readonly tenant: string
  /** The id of a resource; empty where it is about the organisation as a whole. */
  readonly resource: string
  /** Which of them: an attribute, a type, a number. Never a secret, and never what an attribute holds. */
  readonly detail: string
}

/** A finding as a sentence. */
export function printFinding({ kind, tenant, resource, detail }: Finding): string {
  const subject = resource === '' ? `'${tenant}'` : `'${resource}' of '${tenant}'`
  return `${kind}: ${subject} ${findingKinds[kind]}${detail === '' ? '' : `: ${detail}`}.`
}
