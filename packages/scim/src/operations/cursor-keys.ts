/** A key that cursors are sealed with. */
export interface CursorKey {
  /** Letters, digits, `_` and `-`, at most 64 of them: a cursor names its key. */
  readonly id: string
  /** For AES-GCM. */
  readonly key: CryptoKey
}

/** The keys of cursors. Processes that answer the same clients share them. */
export interface CursorKeys {
  /** The key that new cursors are sealed with. */
  current(): Promise<CursorKey>
  /** The key of that id; undefined when there is none, or not any more. */
  find(id: string): Promise<CursorKey | undefined>
}

/** One random key, drawn when it is first needed: its cursors end with the process that calls this. */
export function createCursorKeys(): CursorKeys {
  let drawn: Promise<CursorKey> | undefined
  const current = () => {
    drawn ??= drawKey()
    return drawn
  }
  return {
    current,
    async find(id) {
      const key = await drawn
      return key?.id === id ? key : undefined
    },
  }
}

async function drawKey(): Promise<CursorKey> {
  return importCursorKey('0', crypto.getRandomValues(new Uint8Array(32)))
}

/** A key from its 32 secret bytes. */
export async function importCursorKey(id: string, secret: Uint8Array<ArrayBuffer>): Promise<CursorKey> {
  return { id, key: await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt']) }
}
