import type { Page } from 'playwright-core'

/**
 * What no page may do, told in words as it happens: write an error to the console, throw, break the Content-Security-Policy, ask
 * another origin, be refused by the server, or fail to reach it.
 */
export interface PageWatch {
  /** Each fault once, sorted; then it begins anew. */
  takeFaults(): readonly string[]
}

export async function watchPage(page: Page, origin: string): Promise<PageWatch> {
  const faults = new Set<string>()
  page.on('pageerror', (error) => faults.add(`threw: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    if (text.startsWith('policy: ')) faults.add(text)
    else if (isOfConcern(message.type()) && !isToldElsewhere(text)) faults.add(`console: ${text}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) faults.add(`asked ${url.origin}`)
  })
  page.on('response', (response) => {
    if (response.status() < 400) return
    faults.add(`${response.request().method()} ${pathOf(response.url())} ${response.status()}`)
  })
  page.on('requestfailed', (request) => {
    // A page that is left gives up what it was asking.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return
    faults.add(`${request.method()} ${pathOf(request.url())} failed`)
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`)
    })
  })
  return {
    takeFaults() {
      const taken = [...faults].sort()
      faults.clear()
      return taken
    },
  }
}

function isOfConcern(type: string): boolean {
  return type === 'error' || type === 'warning' || type === 'assert'
}

/** Chromium writes these to the console as well: what was refused without its method, what broke the policy at length. */
function isToldElsewhere(text: string): boolean {
  return text.startsWith('Failed to load resource') || text.includes('Content Security Policy')
}

/** An id differs from run to run. */
function pathOf(url: string): string {
  return new URL(url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id')
}
