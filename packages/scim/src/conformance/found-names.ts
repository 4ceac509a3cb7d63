import type { ScimAnswer, ScimClient } from './scim-client.js'

/** Which of a list's resources a filter finds, by the first part of a name: `ada bob`, sorted. What is refused is told instead. */
export async function foundNames(client: ScimClient, endpoint: string, filter: string): Promise<string> {
  const answer = await client.get(`${endpoint}?filter=${encodeURIComponent(filter)}`)
  if (answer.status !== 200) return `${answer.status} ${answer.body.scimType}: ${answer.body.detail}`
  const names = namesIn(answer)
  if (answer.body.totalResults !== names.length) return `${names} but totalResults ${answer.body.totalResults}`
  return [...names].sort().join(' ')
}

/** The first parts of the names in a list, in its order: of user names, display names or serial numbers. */
export function namesIn({ body }: ScimAnswer): readonly string[] {
  return body.Resources.map(
    (resource: Readonly<Record<string, string>>) =>
      (resource.userName ?? resource.serial ?? resource.displayName ?? '').split('@')[0],
  )
}

/** What a refusal says in keywords. */
export function refusalIn({ status, body }: ScimAnswer): { readonly status: number; readonly scimType: unknown } {
  return { status, scimType: body?.scimType }
}

/** A filter that is not understood. */
export const invalidFilter = { status: 400, scimType: 'invalidFilter' }

/** A parameter or value that does not fit. */
export const invalidValue = { status: 400, scimType: 'invalidValue' }
