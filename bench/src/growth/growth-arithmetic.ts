import type { GrowthFigures, SizeFigures } from './growth-figures.js'
import { databaseTitles, sizesByDatabase } from './growth-texts.js'

const people = 10_000_000
const tenants = 10_000
const secondsADay = 86_400

/** How often a provider looks somebody up in a day, and changes them: more than most do. */
const readsADay = 10
const writesADay = 2

/** Ten million people in ten thousand organisations, by what the largest size that was measured takes. */
export function arithmeticOf(figures: GrowthFigures): string {
  const largest = sizesByDatabase(figures).flatMap((sizes) => sizes.slice(-1))
  const organisationsOf = ({ database }: SizeFigures) =>
    figures.sizes.find((size) => size.database === database && size.organisations)?.organisations
  const rows = [
    ['', ...largest.map(({ database }) => databaseTitles[database])],
    ['---', ...largest.map(() => '--:')],
    ...lines.map(([title, of]) => [title, ...largest.map(of)]),
    ['organisations without people: disk', ...largest.map((size) => megabytes(organisationsOf(size)?.bytesEach))],
    ['organisations with a key each: made in', ...largest.map((size) => minutes(organisationsOf(size)?.perSecond))],
  ]
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

type Line = readonly [title: string, of: (size: SizeFigures) => string]

const readRate = (people * readsADay) / secondsADay
const writeRate = (people * writesADay) / secondsADay

const lines: readonly Line[] = [
  ['disk, without change records', (size) => gigabytes(bytesEach(size) * people)],
  ['index rows', (size) => `${Math.round((rowsEach(size, 'attribute_values') * people) / 1e6)} million`],
  ['members of groups', (size) => `${Math.round((rowsEach(size, 'edges') * people) / 1e6)} million`],
  [
    `change records, ${writesADay} a day each`,
    (size) => `${gigabytes(bytesOfRecord(size) * people * writesADay)} a day`,
  ],
  [
    'loading all by import, one process',
    (size) => hours((people * resourcesEach(size)) / size.loaded.resourcesPerSecond),
  ],
  [`${readsADay} look-ups a day each: of one process`, (size) => part(readRate, size.operations.userNameEq?.perSecond)],
  [`${writesADay} changes a day each: of one process`, (size) => part(writeRate, size.operations.patch?.perSecond)],
  [
    'changes a second, of an organisation, all at once',
    (size) => ((size.operations.patch?.perSecond ?? 0) / tenants).toFixed(2),
  ],
  ['everybody changed once, one process', (size) => hours(people / (size.operations.patch?.perSecond ?? Number.NaN))],
]

function bytesEach(size: SizeFigures): number {
  return (size.loaded.bytes - (size.loaded.tables.change_records?.bytes ?? 0)) / size.people
}

function rowsEach(size: SizeFigures, table: string): number {
  return (size.loaded.tables[table]?.rows ?? 0) / size.people
}

function bytesOfRecord({ loaded }: SizeFigures): number {
  const { rows = 1, bytes = 0 } = loaded.tables.change_records ?? {}
  return bytes / rows
}

/** People, and the groups that come with them. */
function resourcesEach(size: SizeFigures): number {
  return rowsEach(size, 'resources')
}

function part(rate: number, perSecond = Number.NaN): string {
  return `${Math.round(rate).toLocaleString('en-US')}/s, ${Math.round((rate / perSecond) * 100)} %`
}

function gigabytes(bytes: number): string {
  return `${Math.round(bytes / 1e9).toLocaleString('en-US')} GB`
}

function megabytes(bytesEach = Number.NaN): string {
  return `${Math.round((bytesEach * tenants) / 1e6)} MB`
}

function minutes(perSecond = Number.NaN): string {
  return `${(tenants / perSecond / 60).toFixed(1)} min`
}

function hours(seconds: number): string {
  return `${(seconds / 3600).toFixed(1)} h`
}
