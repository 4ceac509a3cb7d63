import type { LoadClient, Send } from './write-load.js'

/** All goes on: three writes more, none of them in doubt. Answers what is not so. */
export async function writesAgain(client: LoadClient, { send }: { readonly send: Send }): Promise<readonly string[]> {
  const wanted = client.acknowledged + 3
  await client.writeUntil(() => client.acknowledged >= wanted, send)
  return client.doubt === undefined ? [] : [`afterwards: ${client.doubt}`]
}
