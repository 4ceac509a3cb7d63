import type { Asked } from './asked.js'

/** What the configuration says of where requests come in. */
export interface BaseUrlSettings {
  readonly publicUrl: string | undefined
  readonly trustForwarded: boolean
}

/**
 * What locations in an answer begin with (D-55): the public URL, else the host that the client asked, as a trusted proxy
 * passes it on.
 */
export function baseUrlOf({ request, url, basePath }: Asked, { publicUrl, trustForwarded }: BaseUrlSettings): string {
  if (publicUrl !== undefined) return joinBase(publicUrl, basePath)
  return `${trustForwarded ? forwardedOrigin(request.headers, url) : url.origin}${basePath}`
}

/** A public URL may name the base path itself. */
function joinBase(publicUrl: string, basePath: string): string {
  const start = publicUrl.replace(/\/+$/, '')
  return start.endsWith(basePath) ? start : `${start}${basePath}`
}

/** The nearest proxy's word comes last in a list, the client's own first: what we were told to trust is what the client sees. */
function forwardedOrigin(headers: Headers, url: URL): string {
  const protocol = forwardedProtocol(headers)
  const host = firstOf(headers.get('x-forwarded-host'))
  const scheme = protocol === 'http' || protocol === 'https' ? protocol : url.protocol.slice(0, -1)
  if (host === undefined || !/^[a-z0-9.-]+(?::\d{1,5})?$|^\[[0-9a-f:.]+\](?::\d{1,5})?$/i.test(host)) {
    return `${scheme}://${url.host}`
  }
  return URL.canParse(`${scheme}://${host}`) ? new URL(`${scheme}://${host}`).origin : url.origin
}

/** How the client came to the proxy in front, in its words. */
export function forwardedProtocol(headers: Headers): string | undefined {
  return firstOf(headers.get('x-forwarded-proto'))?.toLowerCase()
}

function firstOf(list: string | null): string | undefined {
  const first = list?.split(',')[0]?.trim()
  return first === '' ? undefined : first
}
