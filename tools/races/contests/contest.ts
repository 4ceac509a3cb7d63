import type { Arena } from '../deployment/deployment.js'
import type { Random } from '../random.js'

/** Requests that race each other. Answers what is wrong afterwards, in sentences: nothing, where all is well. */
export type Contest = (arena: Arena, random: Random) => Promise<readonly string[]>

/** A fault when the two are not the same. */
export function faultUnless(isSo: boolean, sentence: () => string): readonly string[] {
  return isSo ? [] : [sentence()]
}
