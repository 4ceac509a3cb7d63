import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSessionEnd } from '../session/session-end.js'

/** Sends to sign-in, or to the page that says why there is none, and remembers where the person was headed. */
export function ToSignIn() {
  const reason = useSessionEnd()?.reason
  const router = useRouter()
  useEffect(() => {
    const { href } = router.latestLocation
    if (href.startsWith('/sign-in') || href.startsWith('/deactivated')) return
    if (reason === 'deactivated') void router.navigate({ to: '/deactivated', replace: true })
    else {
      const search = reason === 'left' || href === '/' ? {} : { to: href }
      void router.navigate({ to: '/sign-in', search, replace: true })
    }
  }, [router, reason])
  return null
}
