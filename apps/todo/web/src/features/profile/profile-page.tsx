import { useDocumentTitle } from '@mantine/hooks'
import { PageHeader, PersonInitials } from '@rollcall/ui'
import { useMe } from '../../session/use-me.js'
import { AboutYou } from './about-you.js'
import classes from './profile-page.module.css'
import { RolesTable } from './roles-table.js'
import { WhatYouHold } from './what-you-hold.js'

export function ProfilePage() {
  useDocumentTitle('Profile · Todo')
  const me = useMe()
  return (
    <>
      <div className={classes.header}>
        <PageHeader
          before={<PersonInitials name={me.displayName} size="huge" />}
          title={me.displayName}
          state={me.userName}
        />
      </div>
      <div className={classes.two}>
        <div className={classes.main}>
          <WhatYouHold />
          <RolesTable />
        </div>
        <aside className={classes.aside} aria-label="About you">
          <AboutYou />
        </aside>
      </div>
    </>
  )
}
