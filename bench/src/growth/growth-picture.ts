import { type DatabaseKind, databaseKinds, type GrowthFigures, type SizeFigures } from './growth-figures.js'
import type { OperationName } from './operation-names.js'
import { sizeName } from './size-name.js'

/** Which lines are drawn, what each is called at its end, and which family it is of. */
const lines: Readonly<Partial<Record<OperationName, readonly [label: string, family: Family, isBroken?: 'broken']>>> = {
  get: ['GET by id', 'look-up'],
  userNameEq: ['userName eq', 'look-up'],
  externalIdEq: ['externalId eq', 'look-up'],
  emailEq: ['emails[…] eq', 'look-up'],
  isMember: ['is a member', 'look-up', 'broken'],
  pageStart: ['page at the start', 'page'],
  pageEndByCursor: ['page at the end, cursor', 'page'],
  pageEndByIndex: ['page at the end, index', 'page', 'broken'],
  wideNext: ['wide filter, next page', 'page'],
  wideFirst: ['wide filter, counted', 'page', 'broken'],
  post: ['POST', 'write'],
  patch: ['PATCH', 'write'],
  put: ['PUT', 'write'],
  delete: ['DELETE', 'write'],
  addToLarge: ['add to the large group', 'group'],
  addToSmall: ['add to a group of 100', 'group', 'broken'],
}

type Family = 'look-up' | 'page' | 'write' | 'group'

const plot = { left: 70, width: 620, top: 50, height: 340, gap: 90, whole: 920 } as const
const titles: Readonly<Record<DatabaseKind, string>> = { sqlite: 'SQLite', postgresql: 'PostgreSQL' }

/** Draws requests a second against people, both on logarithmic axes, a panel for each database and a line for each operation. */
export function drawGrowth({ sizes, machine }: GrowthFigures): string {
  const panels = databaseKinds
    .map((kind) => sizes.filter(({ database }) => database === kind))
    .filter((each) => each.length > 0)
  const height = panels.length * (plot.height + plot.gap) + 30
  const drawn = panels.map((panel, n) => drawPanel(panel, plot.top + n * (plot.height + plot.gap)))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${plot.whole} ${height}" role="img" aria-labelledby="t d" font-family="Inter, system-ui, sans-serif" font-size="12">
  <title id="t">Requests a second as people grow</title>
  <desc id="d">Requests a second at concurrency 10 against the number of people, for each operation, on ${panels.map(([first]) => first && titles[first.database]).join(' and ')}. The figures are in the table of docs/scaling.md.</desc>
${style}
${drawn.join('\n')}
  <text class="quiet" x="${plot.left}" y="${height - 12}">${escaped(machine)}</text>
</svg>
`
}

const style = `  <style>
    text { fill: #15202c } .quiet { fill: #465567 } .title { font-size: 16px; font-weight: 600 }
    .grid { stroke: #d5dce3 } .lead { stroke: #9aa7b4; stroke-width: .75 } polyline { fill: none; stroke-width: 2 } .broken { stroke-dasharray: 5 4 }
    .look-up { stroke: #1d5fbf } .page { stroke: #0b7a55 } .write { stroke: #b4530a } .group { stroke: #8231a8 }
    .of-look-up { fill: #1d5fbf } .of-page { fill: #0b7a55 } .of-write { fill: #b4530a } .of-group { fill: #8231a8 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6ecf2 } .quiet { fill: #b1bdc9 } .grid { stroke: #33404d } .lead { stroke: #65737f }
      .look-up { stroke: #79b0ff } .page { stroke: #4fd0a0 } .write { stroke: #f2a35c } .group { stroke: #d196f0 }
      .of-look-up { fill: #79b0ff } .of-page { fill: #4fd0a0 } .of-write { fill: #f2a35c } .of-group { fill: #d196f0 }
    }
  </style>`

/** From numbers to places. */
interface Scale {
  readonly x: (people: number) => number
  readonly y: (perSecond: number) => number
  readonly decades: readonly number[]
}

function drawPanel(sizes: readonly SizeFigures[], top: number): string {
  const scale = scaleOf(sizes, top)
  const database = sizes[0]?.database ?? 'sqlite'
  const bottom = top + plot.height
  const right = plot.left + plot.width
  const parts = [
    `<text class="title" x="${plot.left}" y="${top - 18}">${titles[database]}: requests a second</text>`,
    ...scale.decades.flatMap((rate) => [
      `<line class="grid" x1="${plot.left}" x2="${right}" y1="${scale.y(rate)}" y2="${scale.y(rate)}"/>`,
      `<text class="quiet" x="${plot.left - 8}" y="${scale.y(rate) + 4}" text-anchor="end">${rate.toLocaleString('en-US')}</text>`,
    ]),
    ...sizes.map(
      ({ people }) =>
        `<text class="quiet" x="${scale.x(people)}" y="${bottom + 20}" text-anchor="middle">${sizeName(people)} people</text>`,
    ),
    ...drawLines(sizes, scale),
  ]
  return parts.map((part) => `  ${part}`).join('\n')
}

function scaleOf(sizes: readonly SizeFigures[], top: number): Scale {
  const rates = sizes.flatMap(({ operations }) =>
    namesOfLines().flatMap((name) => Math.max(1, operations[name]?.perSecond ?? 1)),
  )
  const [low, high] = [Math.floor(Math.log10(Math.min(...rates))), Math.ceil(Math.log10(Math.max(...rates)))]
  const people = sizes.map((size) => Math.log10(size.people))
  const [first, last] = [Math.min(...people), Math.max(...people)]
  const inset = 30
  const across = (plot.width - 2 * inset) / Math.max(last - first, 0.1)
  return {
    x: (number) => rounded(plot.left + inset + (Math.log10(number) - first) * across),
    y: (rate) => rounded(top + plot.height - ((Math.log10(Math.max(1, rate)) - low) / (high - low)) * plot.height),
    decades: Array.from({ length: high - low + 1 }, (_, n) => 10 ** (low + n)),
  }
}

function drawLines(sizes: readonly SizeFigures[], { x, y }: Scale): readonly string[] {
  const drawn = namesOfLines().flatMap((name) => {
    const [label = '', family = 'page', broken] = lines[name] ?? []
    const points = sizes.flatMap(({ people, operations }) => {
      const rate = operations[name]?.perSecond
      return rate === undefined ? [] : [[x(people), y(rate)] as const]
    })
    const end = points.at(-1)
    return end ? [{ label, family, broken, points, end, at: end[1] }] : []
  })
  const apart = spread(drawn.sort((a, b) => a.at - b.at))
  return apart.flatMap(({ label, family, broken = '', points, end, at }) => [
    `<polyline class="${family} ${broken}" points="${points.map((point) => point.join()).join(' ')}"/>`,
    `<line class="lead" x1="${end[0] + 4}" y1="${end[1]}" x2="${labelsFrom - 6}" y2="${at}"/>`,
    `<text class="of-${family}" x="${labelsFrom}" y="${at + 4}">${label}</text>`,
  ])
}

const labelsFrom = plot.left + plot.width + 30
const labelHeight = 15

/** Labels in order from the top, pushed down where they would lie on each other, and up again from the lower end. */
function spread<Label extends { readonly at: number }>(labels: readonly Label[]): readonly Label[] {
  const places = labels.map(({ at }) => at)
  for (let pass = 0; pass < 50; pass++) {
    for (let n = 1; n < places.length; n++) {
      const [above = 0, below = 0] = [places[n - 1], places[n]]
      const lacking = (labelHeight - (below - above)) / 2
      if (lacking <= 0.01) continue
      places[n - 1] = above - lacking
      places[n] = below + lacking
    }
  }
  return labels.map((label, n) => ({ ...label, at: rounded(places[n] ?? label.at) }))
}

function namesOfLines(): readonly OperationName[] {
  return Object.keys(lines) as OperationName[]
}

function rounded(place: number): number {
  return Number(place.toFixed(1))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
