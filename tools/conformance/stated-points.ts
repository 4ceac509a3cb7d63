/** Of the settled points D-01 … D-74 and the quirks Q1 … Q50, what no test can show because it is not there, and why. */
export const statedPoints: Readonly<Record<string, string>> = {
  'D-30':
    'Its test shows that the three schemas of discovery are listed; there is no setting that leaves them out, since no client is known to mind them.',
  'D-32':
    'Its tests show that ServiceProviderConfig needs no key and the rest of discovery does; that cannot be configured, since /Schemas and /ResourceTypes are an organisation’s own.',
  'D-36':
    'No refusal says `sensitive`: the one request that would put a secret into a URI, a filter on the password, is invalidFilter by D-20; the 403 of a filter over definitions is not about personal data.',
  'D-41':
    'Its tests show that a write without If-Match proceeds; there is no setting that asks for one with 428, since no identity provider sends it.',
  'D-44':
    'Its tests show 401 and its challenge; insufficient_scope is never answered, since a key carries no scopes (row 7644-2.1-a).',
  'D-46':
    'PATCH, Bulk, .search, sorting and filtering cannot be switched off, and ServiceProviderConfig says that they are there; 501 is answered for /Me alone, as its tests show.',
  'D-58':
    'Every list of resources can be sorted, so that there is no service without sorting that would ignore `sortBy`; discovery ignores it (D-31).',
  'D-60':
    'Its tests show that a deactivated user stays visible and may do nothing from the next request on; an app asks at each request (`can`, `accessOf`), so there is no hook to call. The change record of the write is what events will be made of.',
  'D-62':
    'What a PATCH answers is chosen by the request, with `attributes` or `Prefer: return=representation`, as its tests show; there is no setting beside that.',
  'D-69':
    'Its tests show 500 and 503 with Retry-After; 429 is never answered, since requests are not counted by time yet (row 7644-3.12-j).',
  Q49: 'Federated sign-in of Entra ID (RFC 7523) is no matter of the engine, and connections have keys only so far: it comes with the client credentials of the server.',
}
