import { Tooltip, UnstyledButton } from '@mantine/core'
import { CopyButton } from '@rollcall/ui'
import { IconHelpCircle } from '@tabler/icons-react'
import { useMe } from '../../session/use-me.js'
import { dayOf } from '../../words/day.js'
import { formatDay, formatInstant } from '../../words/format-day.js'
import classes from './about-you.module.css'

const externalIdMeans = "The number or name by which your organisation's identity provider knows you."

export function AboutYou() {
  const me = useMe()
  return (
    <section>
      <h2 className={classes.heading}>About you</h2>
      <dl className={classes.facts}>
        {me.givenName && <Fact name="First name" value={me.givenName} />}
        {me.familyName && <Fact name="Last name" value={me.familyName} />}
        <Fact name="Sign-in name" value={me.userName} />
        <Fact name="Organisation" value={me.organisation} />
        {me.externalId && (
          <>
            <dt>
              External id{' '}
              <Tooltip label={externalIdMeans}>
                <UnstyledButton className={classes.help} aria-label={`External id: ${externalIdMeans}`}>
                  <IconHelpCircle size={14} aria-hidden="true" />
                </UnstyledButton>
              </Tooltip>
            </dt>
            <dd className={classes.id}>
              <code>{me.externalId}</code>
              <CopyButton value={me.externalId} label="Copy the external id" />
            </dd>
          </>
        )}
        <dt>Here since</dt>
        <dd title={formatInstant(me.since)}>{formatDay(dayOf(new Date(me.since)), 'long')}</dd>
      </dl>
      <p className={classes.kept}>Kept by your organisation. Wrong? Tell an administrator.</p>
    </section>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
