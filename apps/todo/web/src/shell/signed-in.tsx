import { ProblemPanel } from '@rollcall/ui'
import { Outlet } from '@tanstack/react-router'
import { MeContext } from '../session/use-me.js'
import { useSession } from '../session/use-session.js'
import { PageFrame } from './page-frame.js'
import { PlainFrame } from './plain-frame.js'
import { ToSignIn } from './to-sign-in.js'

/** Lets the signed-in person through to a page; everyone else goes where they belong, and comes back from there. */
export function SignedIn() {
  const { data, error, refetch } = useSession()

  if (!data) {
    return (
      <PlainFrame>
        {error && (
          <ProblemPanel title="Todo did not load." technical={error.technical} onRetry={() => void refetch()}>
            {error.message}
          </ProblemPanel>
        )}
      </PlainFrame>
    )
  }
  if (!data.person) return <ToSignIn />
  return (
    <MeContext value={data.person}>
      <PageFrame>
        <Outlet />
      </PageFrame>
    </MeContext>
  )
}
