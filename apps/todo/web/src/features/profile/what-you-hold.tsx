import type { HeldEntitlement, HeldRole, Me } from '@rollcall/todo-api/contract'
import { EmptyState } from '@rollcall/ui'
import { useMe } from '../../session/use-me.js'
import { asSentence } from '../../words/as-sentence.js'
import { capitalised } from '../../words/capitalised.js'
import { countInWords } from '../../words/count-in-words.js'
import { listOf } from '../../words/list-of.js'
import { permissionWords } from '../../words/permission-words.js'
import { HeldCard } from './held-card.js'
import classes from './profile-page.module.css'

/** A person's roles and entitlements, in words. */
export function WhatYouHold() {
  const me = useMe()
  if (me.roles.length + me.entitlements.length === 0) {
    return (
      <section>
        <h2>What you hold</h2>
        <p className={classes.lead}>Roles and entitlements that {me.organisation} grants you stand here.</p>
        <EmptyState title="You hold nothing yet">
          An administrator at {me.organisation} grants roles, in its identity provider. They count at once.
        </EmptyState>
      </section>
    )
  }
  return (
    <section>
      <h2>What you hold</h2>
      <p className={classes.lead}>
        {capitalised(howMuch(me))}. {me.organisation} grants and takes them away, in its identity provider: they change
        there, not here.
      </p>
      {me.roles.map((role) => (
        <HeldCard key={role.value} name={role.display} value={role.display} kind="Role">
          {roleWords(role)}
        </HeldCard>
      ))}
      {me.entitlements.map((entitlement) => (
        <HeldCard
          key={`${entitlement.type} ${entitlement.value}`}
          name={entitlement.display}
          value={entitlement.value}
          kind={entitlement.type ?? 'Entitlement'}
        >
          {entitlementWords(entitlement)}
        </HeldCard>
      ))}
    </section>
  )
}

function howMuch(me: Me): string {
  const roles = me.roles.length === 1 ? 'one role' : `${countInWords(me.roles.length)} roles`
  const others =
    me.entitlements.length === 1 ? 'one entitlement' : `${countInWords(me.entitlements.length)} entitlements`
  return `${roles} and ${others}`
}

/** What the role lets one do; what the organisation says of it only where that says more. */
function roleWords(role: HeldRole): string {
  const allowed = role.allows.map((permission) => permissionWords[permission])
  if (allowed.length > 0) return `You can ${listOf(allowed)}.`
  const nothing = 'It allows nothing in Todo.'
  return role.description ? `${asSentence(role.description)} ${nothing}` : nothing
}

function entitlementWords({ description }: HeldEntitlement): string {
  const nothing = 'It allows nothing in Todo by itself; your organisation may use it in its own rules.'
  return description ? `${asSentence(description)} ${nothing}` : nothing
}
