import { type Browser, chromium } from 'playwright-core'

/** Opens the system's Chromium without a window. It asks nobody for updates. */
export function openChromium(executablePath: string): Promise<Browser> {
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Chromium's sandbox refuses to run as root, as which many containers run.
      ...(isRoot ? ['--no-sandbox'] : []),
    ],
  })
}
