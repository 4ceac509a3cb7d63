/** Where to go after signing in: the address asked for, if it is a page of this app; else the first page. */
export function safeDestination(to: string | undefined, origin: string): string {
  if (to === undefined || !URL.canParse(to, origin)) return '/'
  const url = new URL(to, origin)
  // A path that starts with two slashes would be read as a host.
  const elsewhere = url.origin !== origin || url.pathname.startsWith('//')
  const nowhere = url.pathname === '/sign-in' || url.pathname === '/deactivated'
  return elsewhere || nowhere ? '/' : url.pathname + url.search + url.hash
}
