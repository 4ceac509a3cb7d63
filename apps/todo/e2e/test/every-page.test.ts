import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Company } from '../src/tour/make-company.js'
import { goToStop, stops } from '../src/tour/stops.js'
import { inChromium } from './in-chromium.js'

/** Runs on the page itself, where it is no module: it leaves `axe` in the window. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const widths = [1440, 390, 360]

inChromium('Every page', (todo) => {
  let company: Company

  beforeAll(async () => {
    company = await todo().makeCompany()
  })

  test('is looked at by eyes that see: a picture without words and a thing too wide are found', async () => {
    const page = await todo().visit('/sign-in')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => {
      const picture = document.createElement('img')
      picture.style.width = '2000px'
      document.querySelector('main')?.append(picture)
    })
    expect(await violationsOf(page)).toEqual([expect.stringMatching(/^image-alt: /)])
    expect(await sidewaysOf(page)).toBeGreaterThan(0)
  })

  // Two looks find what differs between the schemes, and between the layouts: a third and a fourth repeat them.
  test.each(stops.filter(({ pictureOnly }) => !pictureOnly).map((stop) => [stop.name, stop] as const))(
    '%s: axe finds nothing, light and wide, nor dark and narrow; no width makes it scroll sideways',
    async (_name, stop) => {
      const as = stop.who && company[stop.who]
      const page = await todo().visit('', { reducedMotion: 'reduce', ...(as && { as }) })
      await goToStop(page, todo().origin, stop)
      expect(await violationsOf(page)).toEqual([])
      for (const width of widths) {
        await page.setViewportSize({ width, height: 844 })
        // What floats over the page finds its new place a moment later.
        await expect.poll(() => sidewaysOf(page), { message: `at ${width}` }).toBe(0)
      }
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark')
      expect(await violationsOf(page)).toEqual([])
    },
  )
})

interface WithAxe {
  readonly axe: { run(options: RunOptions): Promise<AxeResults> }
}

/** What axe finds, a line each: the rule, the first element that breaks it, and how. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() =>
    (window as unknown as WithAxe).axe.run({ resultTypes: ['violations'] }),
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
}

/** By how many pixels the page is wider than its window. */
function sidewaysOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
