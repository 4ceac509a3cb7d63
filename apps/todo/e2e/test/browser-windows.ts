import type { Browser, Page } from 'playwright-core'
import { type PageWatch, watchPage } from './watch-page.js'

/** One page with cookies of its own, watched. */
export interface BrowserWindow {
  readonly page: Page
  readonly watch: PageWatch
}

export interface BrowserWindows {
  /** A window that knows nothing of those before it. */
  open(): Promise<BrowserWindow>
  /** Puts away every window that is open, and says what the watch over each saw. */
  putAway(): Promise<readonly { readonly window: BrowserWindow; readonly faults: readonly string[] }[]>
}

/** Gives out windows, and gives out the same again when it was put away: it still has the app's scripts, which saves half the time. */
export function createBrowserWindows(browser: Browser, origin: string): BrowserWindows {
  const free: BrowserWindow[] = []
  const used: BrowserWindow[] = []
  return {
    async open() {
      const window = free.pop() ?? (await createWindow(browser, origin))
      used.push(window)
      return window
    },
    async putAway() {
      const seen = []
      for (const window of used.splice(0)) {
        await forget(window.page)
        seen.push({ window, faults: window.watch.takeFaults() })
        free.push(window)
      }
      return seen
    },
  }
}

async function createWindow(browser: Browser, origin: string): Promise<BrowserWindow> {
  const context = await browser.newContext()
  context.setDefaultTimeout(8_000)
  const page = await context.newPage()
  return { page, watch: await watchPage(page, origin) }
}

async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  // First away, then unrouted: what was held back would else be sent after all.
  await page.goto('about:blank')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.context().clearCookies()
}
