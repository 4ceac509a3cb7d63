/** A number of people in few characters: `10k`, `1M`. */
export function sizeName(people: number): string {
  if (people >= 1_000_000) return `${people / 1_000_000}M`
  return people >= 1000 ? `${people / 1000}k` : String(people)
}
