import {
  createServiceProvider,
  credentialInvalid,
  credentialMissing,
  errorReply,
  type Manner,
  type Reply,
  ScimError,
  segmentsBelow,
  serverFailed,
  strictManner,
  type Tolerance,
} from '@rollcall/scim'
import { DatabaseBusy, DatabaseUnavailable } from '@rollcall/sql'
import type { Connection } from '../connections/connection.js'
import { type Credential, findCredential } from '../credentials/find-credential.js'
import type { LastUsed } from '../credentials/last-used.js'
import { readPresentedKey } from '../credentials/read-presented-key.js'
import type { NamesSecret } from '../request-log/secret-name.js'
import type { Tracer } from '../request-log/tracer.js'
import type { Service } from '../service.js'
import { tenantServiceProvider } from '../tenants/tenant-service-provider.js'
import type { Asked } from './asked.js'
import { assertSecure } from './assert-secure.js'
import { type BaseUrlSettings, baseUrlOf } from './base-url.js'

/** One request on its way: what its line in the log will say. */
export interface RequestNotes {
  readonly requestId: string
  readonly tolerances: Set<Tolerance>
  tenant: string | undefined
  connection: string | undefined
  key: string | undefined
  namesSecret: NamesSecret | undefined
  refusal: ScimError | undefined
}

/** Answers SCIM requests of every tenant: the key decides whose. Never throws. */
export type ScimEndpoint = (request: Request, basePath: string) => Promise<Reply>

/** Makes the endpoint: credential → connection → tenant → engine. */
export function createScimEndpoint(
  service: Service,
  lastUsed: LastUsed,
  tracer: Tracer,
  settings: BaseUrlSettings,
): ScimEndpoint {
  return async (request, basePath) => {
    const notes = createNotes(service.newId())
    const asked = { request, url: new URL(request.url), basePath }
    const finish = tracer.begin(asked, notes)
    return finish(withOwnHeaders(await respond({ service, lastUsed, notes, settings }, asked), asked, notes))
  }
}

/** One address answers each key otherwise, and whoever has none: no cache gives to one what another got (RFC 9111 §4.1, §5.2.2.7). */
function withOwnHeaders(reply: Reply, { request }: Asked, { requestId }: RequestNotes): Reply {
  const headers = {
    Vary: 'Authorization',
    ...(request.headers.has('authorization') ? { 'Cache-Control': 'private' } : {}),
    // What failed is found in the log by whoever asks about it (D-69).
    ...(reply.status >= 500 ? { 'X-Request-Id': requestId } : {}),
    ...reply.headers,
  }
  return { ...reply, headers }
}

interface Surroundings {
  readonly service: Service
  readonly lastUsed: LastUsed
  readonly notes: RequestNotes
  readonly settings: BaseUrlSettings
}

function createNotes(requestId: string): RequestNotes {
  return {
    requestId,
    tolerances: new Set(),
    tenant: undefined,
    connection: undefined,
    key: undefined,
    namesSecret: undefined,
    refusal: undefined,
  }
}

async function respond(around: Surroundings, asked: Asked): Promise<Reply> {
  const { service, notes, settings } = around
  try {
    assertSecure(asked.request, settings)
    if (isOpen(asked)) return await answerOpenly(around, asked)
    return await answerTenant(around, asked, await requireCredential(around, asked.request))
  } catch (error) {
    const refusal = error instanceof ScimError ? error : serverFailed(notes.requestId)
    if (refusal !== error) service.failed(error, notes.requestId)
    observers(around).refused(refusal)
    return errorReply(refusal)
  }
}

/** ServiceProviderConfig is there for everybody (D-32); who shows a key gets their own. */
function isOpen({ request, url, basePath }: Asked): boolean {
  if (request.headers.has('authorization') || (request.method !== 'GET' && request.method !== 'HEAD')) return false
  const [endpoint = '', ...rest] = segmentsBelow(url.pathname, basePath)
  return rest.length === 0 && /^serviceproviderconfigs?$/i.test(endpoint)
}

/** The server's defaults: an engine without a resource type, which asks its store for nothing. */
function answerOpenly(around: Surroundings, asked: Asked): Promise<Reply> {
  const { service, notes, settings } = around
  const provider = createServiceProvider({
    resourceTypes: [],
    store: service.storage.ofTenant('', { request: notes.requestId }),
    baseUrl: baseUrlOf(asked, settings),
    basePath: asked.basePath,
    ...observers(around),
  })
  return provider.reply(asked.request, asked.url)
}

/** Before the body is looked at (D-44). @throws ScimError 401 */
async function requireCredential({ service, lastUsed, notes }: Surroundings, request: Request): Promise<Credential> {
  const presented = readPresentedKey(request.headers.get('authorization'))
  if (!presented) throw credentialMissing("A key is needed: send it as 'Authorization: Bearer <key>'.")
  const now = service.now()
  const credential = await findCredential(service.database, presented.key, now)
  if (!credential) throw credentialInvalid('The key is not known, or not valid any more.')
  notes.key = presented.key
  if (presented.form === 'raw') {
    if (credential.connection.manner === 'strict') {
      throw credentialInvalid("This connection is strict: send the key as 'Authorization: Bearer <key>'.")
    }
    notes.tolerances.add('acceptRawToken')
  }
  lastUsed.note(credential, now)
  return credential
}

async function answerTenant(
  around: Surroundings,
  asked: Asked,
  { connection, configVersion }: Credential,
): Promise<Reply> {
  const { service, notes, settings } = around
  notes.tenant = connection.tenant
  notes.connection = connection.id
  const configuration = await service.configurations.at(connection.tenant, configVersion)
  if (!configuration) throw credentialInvalid('The key is not known, or not valid any more.')
  notes.namesSecret = configuration.namesSecret
  const acting = {
    requestId: notes.requestId,
    connection: connection.id,
    dialect: connection.dialect,
    manner: mannerOf(connection, notes),
  }
  const handler = { baseUrl: baseUrlOf(asked, settings), basePath: asked.basePath, ...observers(around) }
  return tenantServiceProvider(service, configuration, acting, handler).reply(asked.request, asked.url)
}

function mannerOf({ manner, settings }: Connection, notes: RequestNotes): Manner {
  if (manner === 'strict') return { ...strictManner, ...settings }
  return { strict: false, tolerated: (tolerance) => void notes.tolerances.add(tolerance), ...settings }
}

/** A disk that is full, a server that is down: no bug, and somebody must see it. Who is only busy is no outage. */
function isOutage(error: ScimError): boolean {
  return error instanceof DatabaseUnavailable && !(error instanceof DatabaseBusy)
}

function observers({ service, notes }: Surroundings) {
  return {
    requestId: notes.requestId,
    refused(error: ScimError) {
      notes.refusal = error
      if (isOutage(error)) service.failed(error, notes.requestId)
    },
    failed(error: unknown) {
      service.failed(error, notes.requestId)
    },
  }
}
