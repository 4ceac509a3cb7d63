import { join } from 'node:path'
import express, { type NextFunction, type Request, type Response, Router } from 'express'

/**
 * Serves the web build: assets, whose names change with their content, are kept by browsers for good; every page is
 * `index.html`, which finds its own way from the address.
 */
export function webPages(root: string): Router {
  const router = Router()
  const options = { index: false, redirect: false } as const
  router.use('/assets', express.static(join(root, 'assets'), { ...options, immutable: true, maxAge: '1y' }))
  router.use(
    express.static(root, {
      ...options,
      setHeaders: (response) => void response.setHeader('Cache-Control', 'no-cache'),
    }),
  )
  router.get('/{*path}', (request: Request, response: Response, next: NextFunction) => {
    if (isFile(request.path)) return notFound(response)
    response.sendFile(
      'index.html',
      { root, cacheControl: false, headers: { 'Cache-Control': 'no-cache' } },
      (error) => {
        if (!error || response.headersSent) return
        if ('code' in error && error.code === 'ENOENT') return notBuilt(response)
        next(error)
      },
    )
  })
  return router
}

/** A file that was not found must not come back as a page: the browser would run it. */
function isFile(path: string): boolean {
  return path.startsWith('/assets/') || (path.split('/').at(-1) ?? '').includes('.')
}

function notFound(response: Response): void {
  response.status(404).type('text/plain').send('There is no such file.\n')
}

function notBuilt(response: Response): void {
  const sentence = 'The pages of the Todo app are not built yet. Run `npm run build`, then load this page again.\n'
  response.status(503).set('Cache-Control', 'no-store').type('text/plain').send(sentence)
}
