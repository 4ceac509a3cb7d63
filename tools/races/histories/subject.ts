import type { Answer, ScimClient, Sending } from '../deployment/scim-client.js'
import type { Random } from '../random.js'
import type { ContentRules, Versioned } from './versioned-resource.js'

/** One resource that several clients read and change: how they do it, and how its content is told from an answer. */
export interface Subject<Content, Change> {
  readonly path: string
  readonly initial: Versioned<Content>
  readonly rules: ContentRules<Content, Change>
  /** A random change; no two of a history are alike where they could be mistaken for each other. */
  drawChange(random: Random): Change
  messageOf(change: Change): object
  contentOf(body: Answer['body']): Content
}

/** Sends a request for the subject. @throws for an answer that no client of a healthy server gets */
export async function sendTo(
  client: ScimClient,
  method: 'GET' | 'PATCH',
  path: string,
  sending: Sending,
): Promise<Answer & { readonly version: number | undefined }> {
  const answer = await client.send(method, path, sending)
  if (answer.status === 412 || answer.status === 200 || answer.status === 204) return answer
  throw new Error(`${method} ${path}: ${answer.status} ${answer.body.detail ?? ''}`)
}
