/**
 * Whether a text can be stored and read again as it is: the database takes no NUL, and half of a pair of UTF-16 would come back as
 * another sign. Nobody types either; a program that sends one is refused at the door.
 */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
