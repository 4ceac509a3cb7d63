import { expect, test } from 'vitest'
import { demo } from '../src/todo/demo.js'
import { inChromium } from './in-chromium.js'

/** Whoever watches must see: each fault is planted once, and the test fails unless it is told, and nothing else is. */
inChromium('The watch over every page', (todo) => {
  test('tells an error on the console', async () => {
    const page = await todo().visit('/sign-in', { faults: ['console: planted'] })
    await page.evaluate(() => console.error('planted'))
  })

  test('tells what a script throws', async () => {
    const page = await todo().visit('/sign-in', { faults: ['threw: planted'] })
    const thrown = page.waitForEvent('pageerror')
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('planted')
      })
    })
    await thrown
  })

  test('tells a refusal by the server', async () => {
    const page = await todo().visit('/', { as: demo.trinity, faults: ['GET /api/organisation/people 403'] })
    expect(await page.evaluate(async () => (await fetch('/api/organisation/people')).status)).toBe(403)
  })

  test('tells a script that the policy refuses', async () => {
    const page = await todo().visit('/sign-in', { faults: ['policy: script-src-elem inline'] })
    const told = page.waitForEvent('console', { predicate: (message) => message.text().startsWith('policy: ') })
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "planted"'
      document.head.append(script)
    })
    await told
    expect(await page.title()).not.toBe('planted')
  })

  test('tells a picture from another origin', async () => {
    const elsewhere = 'http://127.0.0.2:9'
    const faults = [`asked ${elsewhere}`, 'GET /planted.png failed', `policy: img-src ${elsewhere}/planted.png`]
    const page = await todo().visit('/sign-in', { faults })
    const told = page.waitForEvent('console', { predicate: (message) => message.text().startsWith('policy: ') })
    await page.evaluate((source) => {
      document.body.append(Object.assign(new Image(), { src: source }))
    }, `${elsewhere}/planted.png`)
    await told
  })
})
