import { type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { PersonInitials } from '@rollcall/ui'
import { IconChevronDown, IconLogout, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { notifyProblem } from '../notices/notify.js'
import { useMe } from '../session/use-me.js'
import { useSignOut } from '../session/use-sign-out.js'
import classes from './user-menu.module.css'

const schemes: Record<MantineColorScheme, string> = { light: 'Light', dark: 'Dark', auto: 'As the system' }

export function UserMenu() {
  const me = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <span className={classes.organisation}>{me.organisation}</span>
          <PersonInitials name={me.displayName} />
          <span className={classes.name}>{me.givenName ?? me.displayName}</span>
          <VisuallyHidden>Your menu</VisuallyHidden>
          <IconChevronDown size={16} aria-hidden="true" className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who}>
          <b>{me.displayName}</b>
          <br />
          {me.userName}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden="true" />}
          renderRoot={(props) => <Link {...props} to="/profile" />}
        >
          Profile
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {Object.entries(schemes).map(([scheme, label]) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden="true" />}
          onClick={() =>
            signOut.mutate(undefined, { onError: (error) => notifyProblem('You are still signed in.', error) })
          }
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
