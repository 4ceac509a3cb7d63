import { bindOperations, type Operations, type ServiceProviderOptions } from '../service-provider.js'
import { createHandler, type HandlerOptions } from './handler.js'

/** A service provider: the operations, and `fetch`, which answers HTTP by them. */
export interface ServiceProvider extends Operations {
  /** Answers one SCIM request; never throws. A bound function, which ignores further arguments. */
  readonly fetch: (request: Request) => Promise<Response>
}

/**
 * Makes a SCIM 2.0 service provider over resource types and a store (RFC 7644 §3).
 *
 * @example createServiceProvider({ resourceTypes: [User, Group], store: memoryStorage().ofTenant('main', { request: 'demo' }) }).fetch
 */
export function createServiceProvider(options: ServiceProviderOptions & HandlerOptions): ServiceProvider {
  const operations = bindOperations(options)
  return { ...operations, fetch: createHandler(operations, options) }
}
