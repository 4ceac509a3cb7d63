import { type Command, Option } from 'commander'
import type { KeyOptions } from '../rollcall.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

interface IssueOptions extends DatabaseOptions, Pick<KeyOptions, 'manner' | 'dialect' | 'connection'> {}

/** `rollcall key issue` */
export function addKeyCommand(program: Command, terminal: Terminal): void {
  const key = addExample(
    program.command('key').description('keys of identity providers'),
    'rollcall key issue gridco.example',
  )
  const issue = key
    .command('issue')
    .description('make a key and print it once; it is stored hashed, and cannot be shown again')
    .argument('<tenant>', 'the organisation')
    .addOption(
      new Option('--manner <manner>', 'tolerate what identity providers do, or keep to the RFCs').choices([
        'compatible',
        'strict',
      ]),
    )
    .addOption(new Option('--dialect <dialect>', 'how roles and entitlements are listed').choices(['okta', 'ietf']))
    .option('--connection <id>', 'a connection that is there already, for a second key')
  addDatabaseOptions(issue, 'rollcall key issue gridco.example --manner strict --dialect ietf').action(
    (tenant: string, options: IssueOptions) => issueKey(terminal, tenant, options),
  )
}

async function issueKey(terminal: Terminal, tenant: string, options: IssueOptions): Promise<void> {
  const { database: _, json, ...keyOptions } = options
  const issued = await withRollcall(terminal, options, (rollcall) => rollcall.tenants.issueKey(tenant, keyOptions))
  if (json) {
    terminal.out(`${JSON.stringify({ tenant, ...issued })}\n`)
    return
  }
  terminal.out(`Key of '${tenant}', shown this once: ${issued.key}\nIts connection: ${issued.connection}\n`)
  terminal.out('The identity provider sends it as: Authorization: Bearer <key>\n')
}
