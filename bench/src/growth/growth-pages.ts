import { readFileSync, writeFileSync } from 'node:fs'
import { readGrowthFigures } from './growth-figures.js'
import { drawGrowth } from './growth-picture.js'
import { growthTexts } from './growth-texts.js'

const page = 'docs/scaling.md'
const picture = 'docs/growth.svg'

/** What is made of the figures: a page whose marked parts are theirs, and a picture. The working folder is the repository's. */
export function growthPages(): Readonly<Record<string, string>> {
  const figures = readGrowthFigures()
  return { [page]: withParts(readFileSync(page, 'utf8'), growthTexts(figures)), [picture]: drawGrowth(figures) }
}

/** Writes both. */
export function writeGrowthPages(): void {
  for (const [file, text] of Object.entries(growthPages())) writeFileSync(file, text)
  console.log(`${page} and ${picture} are written`)
}

/** Puts each text between the two marks that name it. @throws Error for a mark without a text, and a text without a mark */
function withParts(text: string, parts: Readonly<Record<string, string>>): string {
  const left = new Set(Object.keys(parts))
  const written = text.replace(/<!-- growth: (\w+) -->\n[\s\S]*?<!-- \/growth -->/g, (_, name: string) => {
    const part = parts[name]
    if (part === undefined || !left.delete(name)) throw new Error(`${page}: nothing is called '${name}', or twice`)
    return `<!-- growth: ${name} -->\n\n${part}\n\n<!-- /growth -->`
  })
  if (left.size > 0) throw new Error(`${page} has no mark for ${[...left].join(', ')}`)
  return written
}
