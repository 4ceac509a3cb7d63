/** What an app or an operator asked for cannot be done. The message is a sentence for them, and says what to do instead. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
