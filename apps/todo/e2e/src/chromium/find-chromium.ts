import { accessSync, constants } from 'node:fs'

/** Where the systems that we know put the browser. It is never downloaded. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/opt/homebrew/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser chosen by `ROLLCALL_TEST_CHROMIUM`, or the system's. What is chosen is taken at its word: `none` means none. */
export function findChromium(chosen: string | undefined, places: readonly string[] = usualPlaces): string | undefined {
  if (chosen === 'none') return undefined
  if (chosen !== undefined && chosen !== '') return chosen
  return places.find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
