import { type Command, InvalidArgumentError } from 'commander'
import { type ConnectionSettings, requireSettings, settingNames } from '../connections/connection-settings.js'
import { parseSetting } from '../connections/parse-setting.js'
import { Refusal } from '../refusal.js'

/** Gives a command the option that names settings of a connection; read, it is `ConnectionSettings`. */
export function addSettingOption(command: Command): Command {
  return command.option(
    '--setting <name[=value]>',
    `how the connection is treated otherwise than its manner has it; repeat for more: ${settingNames.join(', ')}`,
    collectSetting,
  )
}

/** Whether the setting fits the connection's manner is said when that is known. */
function collectSetting(text: string, before: ConnectionSettings = {}): ConnectionSettings {
  try {
    return { ...before, ...requireSettings(parseSetting(text), 'compatible') }
  } catch (error) {
    throw error instanceof Refusal ? new InvalidArgumentError(error.message) : error
  }
}
