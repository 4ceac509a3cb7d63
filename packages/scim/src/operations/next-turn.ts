/** Lets others be served: an await alone lets no timer and no socket run. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
