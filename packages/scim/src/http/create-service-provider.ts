import { bindOperations, type Operations, type ServiceProviderOptions } from '../service-provider.js'
import { createHandler, type HandlerOptions } from './handler.js'
import { type Reply, responseOf } from './reply.js'

/** A service provider: the operations, and `fetch`, which answers HTTP by them. */
export interface ServiceProvider extends Operations {
  /** Answers one SCIM request; never throws. A bound function, which ignores further arguments. */
  readonly fetch: (request: Request) => Promise<Response>
  /** As `fetch`, for a server that writes answers without a Response. `url`: the request's, where it is parsed already. */
  readonly reply: (request: Request, url?: URL) => Promise<Reply>
}

/**
 * Makes a SCIM 2.0 service provider over resource types and a store (RFC 7644 §3).
 *
 * @example createServiceProvider({ resourceTypes: [User, Group], store: memoryStorage().ofTenant('main', { request: 'demo' }) }).fetch
 */
export function createServiceProvider(options: ServiceProviderOptions & HandlerOptions): ServiceProvider {
  const operations = bindOperations(options)
  const reply = createHandler(operations, options)
  // Not spread: to copy so many members takes longer than to make them.
  return Object.assign(operations, { reply, fetch: async (request: Request) => responseOf(await reply(request)) })
}
