/**
 * A setting as the command has it: `protect-members`, `protect-members=false`, `complex-replacement=whole`. Whether there is
 * such a setting, and whether the value fits, `requireSettings` says.
 */
export function parseSetting(text: string): Readonly<Record<string, string | boolean>> {
  const equals = text.indexOf('=')
  const name = equals === -1 ? text : text.slice(0, equals)
  const value = equals === -1 ? 'true' : text.slice(equals + 1)
  return Object.fromEntries([[settingName(name), value === 'true' || value === 'false' ? value === 'true' : value]])
}

function settingName(commandName: string): string {
  return commandName.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
