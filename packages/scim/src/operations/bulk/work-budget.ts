import { tooMany } from '../../scim-error.js'
import type { WorkBudget } from '../operation-context.js'

/**
 * As much as one Bulk request may work on what is stored: about two seconds, in which others are served between its operations.
 * In characters that are looked at.
 */
const mostWork = 200_000_000

/** To parse a document, compare it with itself, print it and index it is to look at it so many times. */
const looksAtADocument = 10

/** A budget that all operations of a request share: a thousand PATCHes of one long resource would keep a server busy for a minute. */
export function createWorkBudget(): WorkBudget {
  let left = mostWork
  return {
    spend(document, looks) {
      left -= document.length * (looksAtADocument + looks)
      if (left < 0)
        throw tooMany('The operations of this request change resources that are too long: send fewer at once.')
    },
  }
}
