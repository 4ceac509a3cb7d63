import { demoAccounts, demoKey, demoOrganisation } from '../demo/demo-data.js'

export interface Welcome {
  readonly url: string
  readonly publicUrl: string | undefined
  readonly scimBasePath: string
  readonly database: string
  readonly isDemoLoaded: boolean
}

/** What the terminal says when the server listens. Its only secrets are the demo's, which are none. */
export function welcomeText(welcome: Welcome): string {
  const base = welcome.publicUrl ?? welcome.url
  const scim = `${base.replace(/\/$/, '')}${welcome.scimBasePath}`
  return [
    '',
    `  Todo app        ${base}`,
    `  SCIM base URL   ${scim}`,
    ...(welcome.publicUrl === undefined ? [] : [`  Listening on    ${welcome.url}`]),
    `  Database        ${welcome.database}`,
    '',
    ...(welcome.isDemoLoaded ? demoLines(scim) : ownLines),
    '  SCIM requests appear below, one line each. Ctrl-C stops the server.',
    '',
  ].join('\n')
}

function demoLines(scim: string): readonly string[] {
  return [
    `  Demo: organisation ${demoOrganisation}, SCIM key ${demoKey}. Sign in as`,
    ...demoAccounts.map(({ userName, password }) => `    ${userName.padEnd(32)} password: ${password}`),
    '',
    '  Try it:',
    `    curl -H 'Authorization: Bearer ${demoKey}' ${scim}/Users`,
    `    curl -H 'Authorization: Bearer ${demoKey}' ${scim}/ResourceTypes`,
    '',
  ]
}

const ownLines = [
  '  Make an organisation, and a key for its identity provider:',
  '    npx rollcall tenant create your-company.example',
  '    npx rollcall key issue your-company.example',
  '',
]
