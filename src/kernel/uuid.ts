const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text is a uuid as the database writes it: small letters, with dashes. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
