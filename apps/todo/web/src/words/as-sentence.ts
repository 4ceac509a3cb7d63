/** A text that others wrote, closed with a full stop where it has no end of its own, so that another sentence can follow. */
export function asSentence(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' || /[.!?…:]$/u.test(trimmed) ? trimmed : `${trimmed}.`
}
