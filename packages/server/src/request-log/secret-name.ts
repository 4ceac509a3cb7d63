/** Names of what is secret, wherever they stand in a name, a path, a filter or a URN. */
export const secretName = /passw|passphrase|secret|token|credential|authorization|api[-_]?key|private[-_]?key/i
