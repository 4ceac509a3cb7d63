import type { PlantedFault } from './planted-faults.js'

/** Says of each fault that cannot be planted why: its text must stand in its file once, and be changed by it. */
export function findStaleFaults(faults: readonly PlantedFault[], read: (file: string) => string): readonly string[] {
  return faults.flatMap(({ row, file, find, replace }) => {
    const count = read(file).split(find).length - 1
    if (count !== 1) return [`${row}: '${find}' occurs ${count} times in ${file}.`]
    return find === replace ? [`${row}: the fault changes nothing in ${file}.`] : []
  })
}
