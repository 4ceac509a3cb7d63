/**
 * How a connection wants to be treated (D-73): *strict* keeps to the letter of the RFCs, *compatible* tolerates the habits
 * of real identity providers and says so each time.
 */
export interface Manner {
  readonly strict: boolean
  /** Records that a habit was tolerated in this request: shown in its line of the log. */
  readonly tolerated: (tolerance: Tolerance) => void
  /**
   * What PATCH `replace` of a whole complex attribute, as in `path: "name"`, does with the sub-attributes that its value does
   * not name (D-09). `merge`, the default in both manners, leaves them as they are (RFC 7644 §3.5.2.3); `whole` unassigns them
   * (the interoperability profile, §6.5.2.1).
   */
  readonly complexReplacement?: 'merge' | 'whole'
  /** A comma parts the roles or entitlements of one text (Q18): `"roles": "admin,user"`. Default: it is part of a value. */
  readonly splitCommaLists?: boolean
  /**
   * `remove` of a group's members is refused unless it names each, by listing them or by `value eq` (Q21): neither `members`
   * alone nor another filter takes them away. `replace` and PUT empty a group all the same, since that is how Okta pushes an
   * empty one (Q22). Default: `remove` takes away whatever its path says.
   */
  readonly protectMembers?: boolean
  /** In the compatible manner, a member that does not exist is left out (D-54). Default: the request is refused. */
  readonly skipUnknownMembers?: boolean
  /** A group is no member of a group (D-54). Default: groups are nested. */
  readonly flatGroups?: boolean
}

/** Every habit that the compatible manner tolerates, by the name that logs show, with who has it. */
export const tolerances = {
  acceptRawToken: 'Authorization without a scheme (Okta header templates, Q1)',
  dropPassword: 'a password where none are kept is dropped (Okta sends one with every create, Q27)',
  keepAbsentGrants: 'PUT without roles or entitlements leaves them as they are (Okta, Q28, D-74)',
  grantByDisplay: 'a role or entitlement named by its display name',
  acceptStringBooleans: 'booleans as text or as 0 and 1 (Entra ID, Q11)',
  acceptNumbersAsText: 'numbers where text is due (Okta samples, Q30)',
  acceptTextAsNumbers: 'text where a number is due (D-08)',
  acceptTextAsReference: 'text that is no URI where one is due (Entra ID, Q45)',
  acceptOtherFormats: 'locale, time zone, country or certificate in a form of its own (Entra ID validator, Q45)',
  acceptLineBreaks: 'base64 text with line breaks, as certificates are kept in files (RFC 4648 §3.1)',
  acceptEmptyText: 'an empty text for no value (OneLogin, Okta, Q26)',
  acceptPlainValues: 'a value without its object, as in roles: ["admin"] (Okta mappings, Q18)',
  splitCommaLists: 'several roles in one text, where the connection says so (Okta mappings, Q18)',
  acceptObjectAsArray: 'one object where an array is due (OneLogin e-mails, §10.1)',
  acceptReferenceForms: 'a reference such as manager as text or as an array (Entra ID, Q19)',
  acceptJsonInValue: 'JSON text as the value of a role (Entra ID, Q17)',
  acceptDisplayName: 'displayName for display inside a value (Entra ID roles, §7.7)',
  acceptIdAsValue: 'id for value inside a role or entitlement (Entra ID, Okta, §4.4)',
  acceptDisplayAsValue: 'a role or entitlement that has a display and no value',
  acceptQualifiedNames: 'attributes of a body named by a dotted or URN path (Entra ID, Q13)',
  ignoreUnknownAttributes: 'attributes that no schema has (Entra ID, Q29)',
  ignoreUnsupportedAttributes: 'a PATCH of a standard attribute that this service does not have (D-38)',
  ignoreUnknownSchemas: 'schema URNs that this service does not have (Entra ID groups, OneLogin, Q29)',
  acceptMissingSchemas: 'a body without its schema URN (D-66)',
  ignoreAccept: 'an Accept header that leaves out JSON (D-50)',
  acceptParameterCase: 'query parameters in another case: startindex (Ping, Postman, Q32)',
  acceptPluralConfig: '/ServiceProviderConfigs for /ServiceProviderConfig (D-56)',
  preferAttributes: 'attributes together with excludedAttributes (D-25)',
  ignoreReadOnlyKeys: 'read-only attributes in the value of a PATCH without a path (Okta groups, Q14)',
  removeListedValues: 'remove with a value: only what it lists (Entra ID, JumpCloud, Q20)',
  skipUnknownMembers: 'members that do not exist are left out, where the connection says so (D-54)',
  removeAllMembers: 'remove of all members of a group, which is rarely meant (Q21)',
  ignoreRemovedValue: 'remove of one value, with that value beside it (Entra ID, D-05)',
  createMissingValue: 'replace of a value that is not there yet (Entra ID, Q15)',
  acceptUnqualifiedExtensionAttribute: 'an extension attribute without its URN, where only one has it (D-14)',
  acceptDotAfterUrn: 'a dot where a colon belongs after a URN: urn:…:User.department (Entra ID)',
  acceptUnquotedValue: 'a filter value without quotes: externalId eq jyoung (Entra ID, Ping, Q5)',
  acceptStringBooleanInFilter: 'True or "False" in a filter for true or false (Entra ID, Q16)',
  acceptSubAttributeAfterValuePath: 'emails[type eq "work"].value eq "x" in a filter (Entra ID, Q6)',
  compareComplexByValue: 'manager eq "x" for manager.value eq "x" (Entra ID, Q34)',
} as const

/** The name of a tolerated habit. */
export type Tolerance = keyof typeof tolerances

/** To the letter: nothing is tolerated. */
export const strictManner: Manner = { strict: true, tolerated: () => {} }

/** Tolerant, and silent about it. */
export const compatibleManner: Manner = { strict: false, tolerated: () => {} }
