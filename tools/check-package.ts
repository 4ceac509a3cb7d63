/**
 * Prevents the mistake of a package that works in its own folder only: `@rollcall/scim` is packed as it would be published,
 * installed in an empty project, and used there by the examples of its README; publint and are-the-types-wrong read the archive,
 * which has nothing in it that only we need.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { type Finding, reportFindings } from './finding.js'

const root = process.cwd()
const folder = 'packages/scim'
const unneededFile = /\.map$|\.tsbuildinfo$|\.test\.|^package\/(?:src|test)\//
const project = mkdtempSync(path.join(os.tmpdir(), 'rollcall-package-'))
try {
  reportFindings('package', checkPackage())
} finally {
  rmSync(project, { recursive: true, force: true })
}

function checkPackage(): readonly Finding[] {
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], folder)
  const archive = readdirSync(project).find((file) => file.endsWith('.tgz'))
  if (archive === undefined) return [{ file: folder, message: 'could not be packed.' }]
  const packed = path.join(project, archive)
  const linted = [
    ...findingsOf('publint', [packed, '--strict']),
    ...findingsOf('attw', [packed, '--profile', 'esm-only', '--format', 'ascii']),
    ...checkContents(packed),
  ]
  writeProject()
  run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', packed], project)
  return [...linted, ...checkExamples(), ...checkTreeShaking()]
}

/** What users need is the build and its types; source maps point at sources that are not in the archive. */
function checkContents(packed: string): readonly Finding[] {
  const files = run('tar', ['-tzf', packed], project).trim().split('\n')
  const findings: Finding[] = files
    .filter((file) => unneededFile.test(file))
    .map((file) => ({ file: folder, message: `packs '${file}', which no user needs.` }))
  const license = files.includes('package/LICENSE') ? run('tar', ['-xzOf', packed, 'package/LICENSE'], project) : ''
  if (license !== readFileSync(path.join(root, 'LICENSE'), 'utf8')) {
    findings.push({ file: `${folder}/LICENSE`, message: "is not packed with the text of the workspace's LICENSE." })
  }
  return findings
}

function writeProject(): void {
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'stranger', private: true, type: 'module' }))
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2023', lib: ['es2023', 'dom'], types: [] }
  writeFileSync(
    path.join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, exactOptionalPropertyTypes: true }, include: ['*.ts'] }),
  )
}

/** Every TypeScript block of the README compiles strictly, runs, and prints what the comment beside `console.log` says. */
function checkExamples(): readonly Finding[] {
  const readme = readFileSync(path.join(root, folder, 'README.md'), 'utf8')
  const examples = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code ?? '')
  for (const [index, code] of examples.entries()) writeFileSync(path.join(project, `example-${index}.ts`), code)
  const compiled = findingsOf('tsc', ['-p', project])
  if (compiled.length > 0) return compiled
  return examples.flatMap((code, index) => {
    const said = [...code.matchAll(/^console\.log.*\/\/ (.*)$/gm)].map(([, comment]) => comment ?? '')
    const printed = run(process.execPath, [`example-${index}.js`], project)
      .trim()
      .split('\n')
    if (said.length > 0 && printed.join('\n') === said.join('\n')) return []
    return [{ file: `${folder}/README.md`, message: `an example says '${said}' and prints '${printed}'.` }]
  })
}

/** Who uses the filters alone does not carry the service provider. */
function checkTreeShaking(): readonly Finding[] {
  writeFileSync(path.join(project, 'only-filters.js'), "export { parseFilter } from '@rollcall/scim'\n")
  const rolldown = path.join(root, 'node_modules/.bin/rolldown')
  run(rolldown, ['only-filters.js', '--format', 'esm', '--file', 'bundle.js'], project)
  const bundle = readFileSync(path.join(project, 'bundle.js'), 'utf8')
  const foreign = ['createServiceProvider', 'applyPatch', 'memoryStorage', 'ListResponse'].filter((name) =>
    bundle.includes(name),
  )
  return foreign.map((name) => ({ file: folder, message: `importing 'parseFilter' alone bundles '${name}' too.` }))
}

function findingsOf(tool: string, words: readonly string[]): readonly Finding[] {
  try {
    run(path.join(root, 'node_modules/.bin', tool), words, project)
    return []
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
    return [{ file: folder, message: `${tool} found:\n${said}` }]
  }
}

function run(command: string, words: readonly string[], cwd: string): string {
  return execFileSync(command, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
