// Runs before the first paint, so that a dark page does not flash white. A file of its own: the Content-Security-Policy refuses inline scripts.
const chosen = window.localStorage.getItem('mantine-color-scheme-value')
const dark = chosen === 'dark' || (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
