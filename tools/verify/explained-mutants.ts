/** Mutants that no test can kill, and why: the place as `npm run verify -- mutation` prints it, to a sentence. */
export const explainedMutants: Readonly<Record<string, string>> = {}
