import { expect, test } from 'vitest'
import { type CommandHelp, readCommandHelp } from './command-help.js'
import { findDocFaults } from './find-doc-faults.js'
import { readMarkdownPage } from './markdown-page.js'

const files = new Set([
  'README.md',
  'docs/errors.md',
  'packages/scim/src/filter/lexer.ts',
  'packages/scim/package.json',
])

const helps: Readonly<Record<string, string>> = {
  '': `Usage: rollcall [options] [command]\n\nOptions:\n  --json  as JSON\n\nCommands:\n  key         keys\n  show <what>  shows\n`,
  key: `Usage: rollcall key [command]\n\nCommands:\n  issue [options] <tenant>  issues a key\n`,
  'key issue': `Usage: rollcall key issue [options] <tenant>\n\nOptions:\n  --manner <manner>  compatible or strict\n`,
  show: `Usage: rollcall show [options] <what>\n`,
}

function helpOf(words: readonly string[]): CommandHelp {
  return readCommandHelp(helps[words.join(' ')] ?? '')
}

function faultsOf(text: string): readonly string[] {
  const pages = [
    readMarkdownPage('README.md', text),
    readMarkdownPage('docs/errors.md', '# Errors\n\n## `invalidFilter` (400)\n\n## Twice\n\n## Twice\n'),
  ]
  const found = findDocFaults({
    pages,
    files,
    scripts: new Set(['build', 'test']),
    variables: new Set(['ROLLCALL_PUBLIC_URL']),
    helpOf,
  })
  return found.map(({ file, line, message }) => `${file}:${line} ${message}`)
}

test.each([
  '[errors](docs/errors.md), [one](docs/errors.md#invalidfilter-400), [second](docs/errors.md#twice-1), [here](#here)\n## Here',
  '[elsewhere](https://example.com/none.md) and [mail](mailto:a@example.com)',
  'A folder: [the engine](packages/scim/src/filter/), `packages/scim/src/`, `filter/lexer.ts`, `lexer.ts`, `filter/`',
  '`/scim/v2/Users/{id}`, `application/scim+json`, `@rollcall/scim`, `dist/main.js`, `my-app/db`, `a.b.c`',
  '`npm run build`, `npm test`\n```sh\nnpm ci && npm test\nnpm run build\n```',
  '`npx rollcall --json key issue gridco.example --manner strict` and `npx rollcall show people|roles`, `npx rollcall key …`',
  '```\nnpx rollcall key issue gridco.example \\\n  --manner strict   # --nothing\n```',
  '`ROLLCALL_PUBLIC_URL=https://app.example npm test`, `ROLLCALL_*`, `ROLLCALL_…`',
  '```md\n[not a link](none.md)\n```\nand `[nor this](none.md)`',
])('nothing is found in %j', (text) => {
  expect(faultsOf(text)).toEqual([])
})

test('a command that prints no help has no commands', () => {
  const page = readMarkdownPage('README.md', '`npx rollcall show people`')
  const silent = () => readCommandHelp('')
  const found = findDocFaults({ pages: [page], files, scripts: new Set(), variables: new Set(), helpOf: silent })
  expect(found.map(({ message }) => message)).toEqual([`'rollcall' has no command 'show'.`])
})

test.each([
  ['\n[errors](docs/error.md)', `README.md:2 links to 'docs/error.md', which does not exist.`],
  ['![picture](docs/parts.svg)', `README.md:1 links to 'docs/parts.svg', which does not exist.`],
  [
    '[one](docs/errors.md#nosuchthing)',
    `README.md:1 links to 'docs/errors.md#nosuchthing', but docs/errors.md has no such heading.`,
  ],
  ['[here](#here)', `README.md:1 links to '#here', but README.md has no such heading.`],
  [
    'see `packages/scim/src/filter/parser.ts`',
    `README.md:1 names 'packages/scim/src/filter/parser.ts', which does not exist.`,
  ],
  ['see `packages/sql/`', `README.md:1 names 'packages/sql/', which does not exist.`],
  ['see `parser.ts`', `README.md:1 names 'parser.ts', which does not exist.`],
  ['`npm run bulid`', `README.md:1 names the npm script 'bulid', which does not exist.`],
  ['```\nnpm ci\nnpm start\n```', `README.md:3 names the npm script 'start', which does not exist.`],
  ['`ROLLCALL_PUBLIC_URI=x`', `README.md:1 names the setting 'ROLLCALL_PUBLIC_URI', which nothing reads.`],
  ['`npx rollcall keys`', `README.md:1 'rollcall' has no command 'keys'.`],
  ['```\nnpx rollcall key \\\n  isue gridco.example\n```', `README.md:2 'rollcall key' has no command 'isue'.`],
  [
    '`npx rollcall key issue gridco.example --maner strict`',
    `README.md:1 'rollcall key issue' has no option '--maner'.`,
  ],
])('found, and nothing else: %j', (text, finding) => {
  expect(faultsOf(text)).toEqual([finding])
})
