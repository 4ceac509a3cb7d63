/** What a command's `--help` lists. */
export interface CommandHelp {
  /** Empty for a command that takes no further command. */
  readonly commands: ReadonlySet<string>
  readonly options: ReadonlySet<string>
}

/** Reads the help text that commander prints: an indented line a command under `Commands:`, options with two hyphens anywhere. */
export function readCommandHelp(text: string): CommandHelp {
  const section = /^Commands:\n((?: .*\n|\n)*)/m.exec(`${text}\n`)?.[1] ?? ''
  const commands = [...section.matchAll(/^ {2}([a-z][\w-]*)(?:\|([\w-]+))?/gm)].flatMap(([, name, alias]) => [
    name,
    alias,
  ])
  return {
    commands: new Set(commands.filter((name) => name !== undefined)),
    options: new Set(text.match(/--[a-z][\w-]*/g) ?? []),
  }
}

/**
 * Says what a command line names that the command does not have: `key isue`, `--tenent`. Arguments of its own are left alone.
 *
 * @param helpOf the help of the command reached by these words
 */
export function refusalOfCommandLine(
  words: readonly string[],
  helpOf: (path: readonly string[]) => CommandHelp,
): string | undefined {
  let help = helpOf([])
  const known = new Set(help.options)
  const path: string[] = []
  for (const word of words) {
    if (word.startsWith('--')) {
      if (!known.has(word.split('=')[0] ?? '')) return `'${['rollcall', ...path].join(' ')}' has no option '${word}'.`
    } else if ((help.commands.size > 0 || path.length === 0) && isName(word)) {
      for (const choice of word.split('|')) {
        if (!help.commands.has(choice)) return `'${['rollcall', ...path].join(' ')}' has no command '${choice}'.`
      }
      path.push(word.split('|')[0] ?? '')
      help = helpOf(path)
      for (const option of help.options) known.add(option)
    }
  }
  return undefined
}

/** Not a placeholder: `<name>`, `…`, `[options]`. */
function isName(word: string): boolean {
  return /^[\w|-]+$/.test(word)
}

/** The words of a shell command up to what ends it: a pipe, `&&`, a comment. */
export function wordsOfCommand(text: string): readonly string[] {
  const words = text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []
  const end = words.findIndex((word) => /^(\||\|\||&&|&|>|>>|;|#.*)$/.test(word))
  return end === -1 ? words : words.slice(0, end)
}
