import { type Configuration, createRollcall, type DatabaseSettings, type RollcallOptions } from '@rollcall/server'
import type { Permission } from './contract.js'
import { entitlementTypes, roles, type TodoRollcall } from './roles.js'

type Settings = DatabaseSettings & Partial<Pick<Configuration, 'publicUrl' | 'trustForwarded' | 'traceBodies'>>

/** Opens Rollcall with what the Todo app declares. */
export function openRollcall(
  { publicUrl, trustForwarded = false, traceBodies = false, ...database }: Settings,
  observers: Pick<RollcallOptions, 'trace' | 'failed'> = {},
): Promise<TodoRollcall> {
  return createRollcall<Permission>({
    ...database,
    trustForwarded,
    traceBodies,
    roles,
    entitlementTypes,
    ...observers,
    ...(publicUrl !== undefined && { publicUrl }),
  })
}
