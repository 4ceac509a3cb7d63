/** The source of one of our packages' built files, relative to the workspace; undefined for any other address or stack frame. */
export function sourceFileOf(address: string): string | undefined {
  const built = /\/(packages\/[\w-]+)\/dist\/([\w/.-]+)\.js/.exec(address)
  return built === null ? undefined : `${built[1]}/src/${built[2]}.ts`
}
