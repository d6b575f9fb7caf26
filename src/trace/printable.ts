// Control characters (those of C1 too, which some terminals take for escapes), the ends of lines that are none to
// JSON, the marks that turn the direction of text, and halves of characters.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text that comes from outside, for a message: in one line, of so many characters at most, all of them seen. */
export function printable(text: string, most = 80): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return cut.replace(UNPRINTABLE, (it) => `\\u${(it.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
