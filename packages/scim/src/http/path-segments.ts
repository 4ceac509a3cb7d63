/** The segments of a path below a base, still encoded; doubled and trailing slashes count for nothing (D-56, Q4). */
export function segmentsBelow(pathname: string, basePath: string): readonly string[] {
  const segments = segmentsOf(pathname)
  const base = segmentsOf(basePath)
  const isBelow = base.every((segment, index) => segments[index] === segment)
  return isBelow ? segments.slice(base.length) : segments
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '')
}
