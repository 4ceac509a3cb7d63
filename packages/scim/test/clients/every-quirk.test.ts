import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

// Every habit of identity providers that is known has a test that sends it over HTTP, and every report of a server that
// broke on one has its own: the names of the tests say which.

/** Habits of what is not built yet: nothing here can show them. */
const later: ReadonlyMap<number, string> = new Map([
  [49, 'Entra ID signs in by an assertion of its own: a connection has keys, and no federated identity yet'],
])

const folders = ['packages/scim/test/clients', 'packages/server/test/clients']
const root = path.resolve(import.meta.dirname, '../../../..')

/** The names of all tests in the folders: the text that follows `test(`, or the table of a `test.each`. */
function readNames(): readonly string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((file) => path.join(root, folder, file)),
  )
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:\btest|\))\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g)])
    .map(([, , name = '']) => name)
}

const names = readNames()

test.each(Array.from({ length: 50 }, (_, index) => index + 1))('the habit of number %i has a test', (number) => {
  const proofs = names.filter((name) => new RegExp(`\\bQ${number}\\b`).test(name))
  if (later.has(number)) expect(proofs).toEqual([])
  else expect(proofs).not.toEqual([])
})

test.each([
  'Captain-P-Goldfish/SCIM-SDK #757',
  'SCIM-SDK #419',
  'SCIM-SDK #747',
  'SCIM-SDK #416, #539, #650',
  'SCIM-SDK #327',
  'SCIM-SDK #968',
  'Captain-P-Goldfish/scim-for-keycloak #73',
  'scim-for-keycloak #87',
  'scim-for-keycloak #144',
  'Metatavu/keycloak-scim-server #35,#40',
  'Metatavu #95,#97,#100,#101,#113',
  'limosa-io/laravel-scim-server #34,#53',
  'thomaspoignant/scim-patch #42,#176',
  'RIPAGlobal/scimitar #20',
  'scimitar #43',
  'scimitar #115',
  'scimitar #123, PR 69, PR 29',
  'AzureAD/SCIMReferenceCode #10',
  'SCIMReferenceCode #20,#23, PR 87; AzureAD-BYOA-Provisioning-Samples #22',
  'ssoready/ssoready PR 182',
  'sourcegraph PR 49119',
  'getsentry/sentry PR 27199',
  'teleport #67372',
  'fleetdm/fleet #50724',
  'langwatch #7131',
  'open-webui #30074',
  'pydantic/logfire PR 2356',
  'vouch PR 1415',
  'lightdash PR 25676',
  'buildbuddy PR 10578',
  'apache/directory-scimple #693, #427',
  'langfuse #8064, #8084',
  'FusionAuth #1791',
  'FusionAuth #3304',
  'FusionAuth #3311',
  'goauthentik/authentik #11249',
  'wire-server PR 5419',
  'jelhub/scimgateway #95',
  'SimpleIdServer #58,#59,#928; wso2/product-is #6015,#11678',
  'MicrosoftDocs/entra-docs #215, #391; azure-docs #50772, #72002, #94189',
  'pranems/SCIMServer validator runs',
  'pranems/SCIMServer incident',
  'ROSTR',
])('the report %s has a test', (report) => {
  expect(names.filter((name) => name.includes(report))).not.toEqual([])
})
