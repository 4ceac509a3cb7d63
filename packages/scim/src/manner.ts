/**
 * How a connection wants to be treated (D-73): *strict* keeps to the letter of the RFCs, *compatible* tolerates the habits
 * of real identity providers and says so each time.
 */
export interface Manner {
  readonly strict: boolean
  /** Records that a habit was tolerated in this request: shown in its line of the log. */
  readonly tolerated: (tolerance: Tolerance) => void
}

/** Every habit that the compatible manner tolerates, by the name that logs show, with who has it. */
export const tolerances = {
  acceptRawToken: 'Authorization without a scheme (Okta header templates, Q1)',
} as const

/** The name of a tolerated habit. */
export type Tolerance = keyof typeof tolerances

/** To the letter: nothing is tolerated. */
export const strictManner: Manner = { strict: true, tolerated: () => {} }

/** Tolerant, and silent about it. */
export const compatibleManner: Manner = { strict: false, tolerated: () => {} }
