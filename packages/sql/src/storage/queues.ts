/** Lets the writers of one resource in this process take turns. */
export interface Queues {
  /** Runs after all who queued up under the key before, whatever became of them. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** Queues that are gone when nobody waits in them. */
export function createQueues(): Queues {
  const last = new Map<string, Promise<unknown>>()
  return {
    async run(key, work) {
      const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
      last.set(key, turn)
      try {
        return await turn
      } finally {
        if (last.get(key) === turn) last.delete(key)
      }
    },
  }
}
