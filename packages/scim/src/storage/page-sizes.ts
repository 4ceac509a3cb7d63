/** The longest page that is answered; what asks for more gets this (D-33). */
export const maxPageSize = 1000

/** How many resources a page holds when the client does not say. */
export const defaultPageSize = 100
