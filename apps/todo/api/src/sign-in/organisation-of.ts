/** The organisation that a work e-mail belongs to: tenants are named after their domain. Undefined when it is no e-mail. */
export function organisationOf(email: string): string | undefined {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1).toLowerCase()
  return at > 0 && domain.length > 0 ? domain : undefined
}
