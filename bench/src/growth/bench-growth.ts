/**
 * `npm run bench -- growth`: what the same operations do as people grow from a thousand to a million, on SQLite and, where there
 * is a server, on PostgreSQL. CONTRIBUTING.md says how it is run.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import process from 'node:process'
import { type DatabaseKind, figuresFile, type SizeFigures } from './growth-figures.js'
import { writeGrowthPages } from './growth-pages.js'
import { type GrowthSettings, readGrowthSettings } from './growth-settings.js'
import { printGrowth } from './growth-table.js'
import { requireLoaded } from './loaded-database.js'
import { measureSize } from './measure-size.js'
import { type MeasuredSizes, openMeasuredSizes } from './measured-sizes.js'

export async function benchGrowth(words: readonly string[]): Promise<void> {
  const settings = readGrowthSettings(words)
  if (settings.onlyPages) return writeGrowthPages()
  const { seconds, runs } = settings
  const circumstances = { ...circumstancesNow(), seconds, runs }
  const measured = openMeasuredSizes(circumstances, settings.restarts)
  const sizes: SizeFigures[] = []
  for (const people of settings.sizes) {
    for (const kind of kindsOf(settings)) sizes.push(await sizeOf(kind, people, measured, settings))
  }
  const figures = { ...circumstances, date: new Date().toISOString().slice(0, 10), sizes }
  printGrowth(figures)
  if (!settings.writes) return
  writeFileSync(figuresFile, `${JSON.stringify(figures, undefined, 1)}\n`)
  writeGrowthPages()
}

function kindsOf({ postgres }: GrowthSettings): readonly DatabaseKind[] {
  return postgres === undefined ? ['sqlite'] : ['sqlite', 'postgresql']
}

async function sizeOf(
  kind: DatabaseKind,
  people: number,
  measured: MeasuredSizes,
  settings: GrowthSettings,
): Promise<SizeFigures> {
  const known = measured.find(kind, people)
  if (known) {
    console.error(`${people} people on ${kind} were measured before: --restart measures them again`)
    return known
  }
  const size = await measureSize(kind, people, await requireLoaded(kind, people, settings.postgres), settings)
  measured.keep(size)
  return size
}

/** What the figures are worth nothing without, as beside those of `npm run verify`; with the processor, since these are rates. */
function circumstancesNow() {
  const [processor] = os.cpus()
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`
  return {
    commit: spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).stdout.trim(),
    machine: `Node ${process.version}, ${process.platform}, ${os.cpus().length} cores (${processor?.model ?? ''}), ${memory}`,
  }
}
