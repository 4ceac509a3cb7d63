import { toNodeHandler } from '@rollcall/server/node'
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express'
import { prepareTables } from './database/prepare-tables.js'
import { createSettings } from './database/settings.js'
import { createDemoPeople } from './demo/demo-people.js'
import { answerProblems, type ReportError, refuseUnknownPath } from './http/answer-problem.js'
import { logRequests, type RequestLogEntry } from './http/log-requests.js'
import { giveRequestId } from './http/request-id.js'
import { refuseOtherSites } from './http/same-site.js'
import { securityHeaders } from './http/security-headers.js'
import { webPages } from './http/web-pages.js'
import { organisationRoutes } from './organisation/organisation-routes.js'
import type { TodoRollcall } from './roles.js'
import { sessionRoutes } from './session/session-routes.js'
import type { SessionLifetime } from './session/session-store.js'
import { createSessions } from './session/sessions.js'
import { signInRoutes } from './sign-in/sign-in-routes.js'
import { defaultTryLimits, type TryLimits } from './sign-in/try-limits.js'
import { todoRoutes } from './todos/todo-routes.js'

export interface TodoAppOptions {
  readonly rollcall: TodoRollcall
  /** The folder of the web build. */
  readonly webRoot: string
  /** Where browsers find the app, when that is not where it listens. */
  readonly publicUrl?: string | undefined
  /** Believe the X-Forwarded-… headers of the one proxy in front. Default: no. */
  readonly trustForwarded?: boolean | undefined
  readonly reportError: ReportError
  readonly logRequest?: (entry: RequestLogEntry) => void
  readonly tryLimits?: TryLimits
  readonly sessionLifetime?: SessionLifetime
  readonly now?: () => number
}

/** The Todo app: Rollcall's SCIM endpoints, the API and the pages, in one Express app. */
export async function createTodoApp(options: TodoAppOptions): Promise<Express> {
  const { rollcall, webRoot, publicUrl, trustForwarded = false, reportError } = options
  await prepareTables(rollcall.database)
  const api = await createApi(options)
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', trustForwarded ? 1 : false)
  app.use(giveRequestId, collapseSlashes, securityHeaders(isHttps(publicUrl)))
  // Before anything that reads a body or knows a session: SCIM clients have keys, not cookies.
  app.use(rollcall.basePath, toNodeHandler(rollcall))
  app.use('/api', api)
  app.use('/scim', refuseUnknownPath)
  app.use(webPages(webRoot))
  app.use(refuseUnknownPath)
  app.use(answerProblems(reportError))
  return app
}

async function createApi(options: TodoAppOptions): Promise<Router> {
  const { rollcall, publicUrl, now = Date.now, logRequest, tryLimits = defaultTryLimits } = options
  const { database } = rollcall
  const settings = createSettings(database)
  const lifetime = options.sessionLifetime ?? defaultLifetime
  const demoPeople = createDemoPeople(rollcall, settings)
  const api = Router()
  if (logRequest) api.use(logRequests(logRequest, now))
  api.use(keepOutOfCaches, refuseOtherSites(publicUrl))
  api.use(await createSessions({ database, settings, isHttps: isHttps(publicUrl), lifetime, now }))
  api.use(express.json({ limit: '16kb' }))
  api.use(sessionRoutes({ rollcall, demoPeople }))
  api.use(signInRoutes({ rollcall, demoPeople, limits: tryLimits }))
  api.use(todoRoutes({ rollcall, now }))
  api.use(organisationRoutes(rollcall))
  api.use(refuseUnknownPath)
  return api
}

/** A day at work; never more than a week without signing in. */
const defaultLifetime: SessionLifetime = { idle: 12 * 3_600_000, absolute: 7 * 24 * 3_600_000 }

const keepOutOfCaches: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

function isHttps(publicUrl: string | undefined): boolean {
  return publicUrl !== undefined && new URL(publicUrl).protocol === 'https:'
}

/** A base URL with a slash too many is a common slip: `//scim/v2/Users` is meant for SCIM, not for a page. */
function collapseSlashes(request: Request, _response: Response, next: NextFunction): void {
  const [path = ''] = request.url.split('?', 1)
  const collapsed = path.replace(/\/{2,}/g, '/')
  if (collapsed.startsWith('/scim/')) request.url = `${collapsed}${request.url.slice(path.length)}`
  next()
}
