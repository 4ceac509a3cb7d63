import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')

/** A piece of TypeScript that the documentation shows, as the compiler read it: as strictly as our own. */
export interface CompiledBlock {
  /** What the compiler found; nothing where all is well. */
  readonly findings: string
  /** A folder of its own, which is gone after the test. */
  readonly folder: string
  /** What Node runs. */
  readonly script: string
}

/** Compiles a block where it finds the packages, as an app that has installed them does. */
export async function compileBlock(block: string): Promise<CompiledBlock> {
  const folder = await mkdtemp(path.join(import.meta.dirname, 'block-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(path.join(folder, 'block.ts'), block)
  const [rootDir, outDir] = [folder, path.join(folder, 'out')]
  const compilerOptions = { rootDir, outDir, composite: false, declarationMap: false, declaration: false }
  const options = { extends: path.join(root, 'tsconfig.base.json'), compilerOptions, include: ['block.ts'] }
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(options))
  const compiler = path.join(root, 'node_modules/typescript/lib/tsc.js')
  const compiled = promisify(execFile)(process.execPath, [compiler, '-p', folder])
  const { stdout } = await compiled.catch((error: { readonly stdout: string }) => error)
  return { findings: stdout, folder, script: path.join(outDir, 'block.js') }
}
