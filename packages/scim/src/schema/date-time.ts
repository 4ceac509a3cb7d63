/**
 * An xsd:dateTime with a time zone (RFC 7643 §2.3.5): `2011-05-13T04:42:34Z`. A missing zone is read as UTC, since clients
 * leave it out. Zones end at 14 hours.
 */
const dateTimePattern =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?$/i

/** The instant of a dateTime text in milliseconds, or undefined when it is none. Years 0001 to 9999; finer digits are cut. */
export function parseDateTime(text: string): number | undefined {
  const match = dateTimePattern.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
  const wall = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  // Date.parse rolls 30 February over into March; such a day does not exist.
  if (Number.isNaN(wall) || new Date(wall).getUTCDate() !== Number(day) || hour === '24') return undefined
  const instant = wall - offsetOf(zone)
  return instant >= earliest && instant <= latest ? instant : undefined
}

const earliest = Date.parse('0001-01-01T00:00:00.000Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

function offsetOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const [hours = '0', minutes = '0'] = zone.slice(1).split(':')
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return zone.startsWith('-') ? -offset : offset
}

/** The text of an instant, to the millisecond and in UTC: `2011-05-13T04:42:34.000Z`. */
export function dateText(instant: number): string {
  return new Date(instant).toISOString()
}
