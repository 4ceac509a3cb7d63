import { ScrollArea, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMe } from '../../session/use-me.js'
import { capitalised } from '../../words/capitalised.js'
import { permissions, permissionWords } from '../../words/permission-words.js'
import page from './profile-page.module.css'
import classes from './roles-table.module.css'

/** What each role that the organisation offers allows, the person's own tinted. */
export function RolesTable() {
  const me = useMe()
  const held = new Set(me.roles.map((role) => role.value))
  if (me.rolesOffered.length === 0) return null
  return (
    <section>
      <h2>What each role allows</h2>
      <p className={page.lead}>{tintWords(held.size)} To get another role, ask an administrator.</p>
      <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'What each role allows' }}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">You may</th>
              {me.rolesOffered.map((role) => (
                <th key={role.value} scope="col" data-held={held.has(role.value) || undefined}>
                  {role.display}
                  {held.has(role.value) && <VisuallyHidden>, yours</VisuallyHidden>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row">{capitalised(permissionWords[permission])}</th>
                {me.rolesOffered.map((role) => (
                  <td key={role.value} data-held={held.has(role.value) || undefined}>
                    {role.allows.includes(permission) ? (
                      <IconCheck size={16} role="img" aria-label="yes" />
                    ) : (
                      <NotAllowed />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  )
}

function NotAllowed() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <VisuallyHidden>no</VisuallyHidden>
    </>
  )
}

function tintWords(held: number): string {
  if (held === 0) return 'You hold none of them yet.'
  return held === 1 ? 'Your column is tinted.' : 'Your columns are tinted.'
}
