import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { findChromium } from '../src/chromium/find-chromium.js'
import { openChromium } from '../src/chromium/open-chromium.js'
import { demo } from '../src/todo/demo.js'
import { createScimClient, type ScimClient } from '../src/todo/scim-client.js'
import { startTodoProcess, type TodoProcess } from '../src/todo/start-todo-process.js'
import { signInByRequest } from '../src/todo/todo-client.js'
import { type Company, makeCompany } from '../src/tour/make-company.js'
import { type BrowserWindows, createBrowserWindows } from './browser-windows.js'

/** The running Todo app, its identity provider, and windows to look at it. */
export interface TodoInChromium {
  readonly scim: ScimClient
  readonly origin: string
  /** Fills the organisation with people and todos. */
  makeCompany(): Promise<Company>
  /** Opens a window of its own, with its own cookies, at a path of the app; at '' the page is still to be loaded. */
  visit(path: string, options?: VisitOptions): Promise<Page>
}

export interface VisitOptions {
  readonly as?: { readonly userName: string; readonly password: string }
  /** What the watch over the page is to see by the end of the test, and nothing else: `POST /api/sign-in 401`. */
  readonly faults?: readonly string[]
  readonly colorScheme?: 'light' | 'dark'
  readonly reducedMotion?: 'reduce' | 'no-preference'
}

const chromium = findChromium(process.env.ROLLCALL_TEST_CHROMIUM)

/** A file's tests, with one Chromium and one Todo process. Without Chromium they are skipped, by name. */
export function inChromium(name: string, tests: (todo: () => TodoInChromium) => void): void {
  if (chromium === undefined) {
    describe.skip(`${name}, in Chromium (there is none on this machine)`, () => tests(notThere))
    return
  }
  describe(`${name}, in Chromium`, () => {
    let running: Running | undefined
    const expected = new Map<Page, readonly string[]>()
    beforeAll(async () => {
      running = await start(chromium)
    })
    afterEach(async () => {
      const seen = (await running?.windows.putAway()) ?? []
      const wanted = new Map(expected)
      expected.clear()
      for (const { window, faults } of seen) expect(faults).toEqual([...(wanted.get(window.page) ?? [])].sort())
    })
    afterAll(() => running?.stop())
    tests(() => (running === undefined ? notThere() : todoOf(running, (page, faults) => expected.set(page, faults))))
  })
}

interface Running {
  readonly browser: Browser
  readonly todo: TodoProcess
  readonly windows: BrowserWindows
  stop(): Promise<void>
}

async function start(executable: string): Promise<Running> {
  const todo = await startTodoProcess(process.env)
  let browser: Browser
  try {
    browser = await openChromium(executable)
  } catch (error) {
    await todo.stop()
    throw error
  }
  return {
    todo,
    browser,
    windows: createBrowserWindows(browser, todo.origin),
    async stop() {
      await browser.close()
      await todo.stop()
    },
  }
}

function todoOf(
  { todo, browser, windows }: Running,
  expectFaults: (page: Page, faults: readonly string[]) => void,
): TodoInChromium {
  return {
    origin: todo.origin,
    scim: createScimClient(todo.scim, demo.key),
    makeCompany: () => makeCompany(todo, browser),
    async visit(path, { as, faults = [], colorScheme = 'light', reducedMotion = 'no-preference' } = {}) {
      const { page } = await windows.open()
      expectFaults(page, faults)
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion })
      if (as) await signInByRequest(page.context(), todo.origin, as)
      if (path !== '') await page.goto(todo.origin + path)
      return page
    },
  }
}

function notThere(): never {
  throw new Error('The Todo app is there only while a test runs.')
}
