import { Client } from 'pg'

/** Every row of every table of a PostgreSQL database, as text. */
export async function readEverything(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ readonly name: string }>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    )
    const texts: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ readonly row: string }>(
        `/* a test asks */ SELECT CAST(t AS text) AS row FROM ${name} t`,
      )
      texts.push(...rows.map(({ row }) => row))
    }
    return texts.join('\n')
  } finally {
    await client.end()
  }
}
