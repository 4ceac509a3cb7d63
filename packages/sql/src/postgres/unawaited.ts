/**
 * For what is sent without waiting for its answer. Where it fails, nothing that is sent behind it takes effect: outside of a
 * transaction that says so no connection of the pool writes, and one that is gone takes its transaction with it.
 */
export function unawaited(sent: Promise<unknown>): void {
  sent.catch(() => {})
}
