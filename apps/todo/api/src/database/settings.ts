import type { AppDatabase } from '@rollcall/server'

/** What every process of the app shares, by name. */
export interface Settings {
  find(name: string): Promise<string | undefined>
  put(name: string, value: string): Promise<void>
  /** Keeps the value unless there is one already, and answers the one that is kept: the same in every process. */
  findOrPut(name: string, value: string): Promise<string>
}

export function createSettings(database: AppDatabase): Settings {
  async function find(name: string): Promise<string | undefined> {
    const [row] = await database.read({ sql: 'SELECT value FROM todo_settings WHERE name = ?', parameters: [name] })
    return typeof row?.value === 'string' ? row.value : undefined
  }
  return {
    find,
    async put(name, value) {
      const sql =
        'INSERT INTO todo_settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
      await database.write([{ sql, parameters: [name, value] }])
    },
    async findOrPut(name, value) {
      const kept = await find(name)
      if (kept !== undefined) return kept
      const sql = 'INSERT INTO todo_settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING'
      await database.write([{ sql, parameters: [name, value] }])
      return (await find(name)) ?? value
    },
  }
}
