import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { NotFoundPage } from './features/not-found/not-found-page.js'
import { readOrganisationSearch } from './features/organisation/organisation-search.js'
import { SignedIn } from './shell/signed-in.js'

/** Every address of the app, as a table. The pages come in files of their own, when they are first asked for. */
export function createTodoRouter() {
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true })
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => (typeof search.to === 'string' ? { to: search.to } : {}),
  component: lazyRouteComponent(() => import('./features/sign-in/sign-in-page.js'), 'SignInPage'),
})

const deactivated = createRoute({
  getParentRoute: () => root,
  path: '/deactivated',
  component: lazyRouteComponent(() => import('./features/deactivated/deactivated-page.js'), 'DeactivatedPage'),
})

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn })

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./routes/home.js'), 'Home'),
})

const organisation = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisation',
  validateSearch: readOrganisationSearch,
  component: lazyRouteComponent(() => import('./routes/organisation.js'), 'Organisation'),
})

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/organisation/people',
  component: lazyRouteComponent(() => import('./routes/people.js'), 'People'),
})

const profile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile',
  component: lazyRouteComponent(() => import('./features/profile/profile-page.js'), 'ProfilePage'),
})

const routeTree = root.addChildren([signIn, deactivated, signedIn.addChildren([home, organisation, people, profile])])

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createTodoRouter>
  }
}
