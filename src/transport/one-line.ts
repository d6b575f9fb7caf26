/** What was thrown, in one line: messages of foreign code may have many. */
export function inOneLine(reason: unknown): string {
  let text: string;
  try {
    text = !(reason instanceof Error) ? String(reason) : named(reason.name, reason.message);
  } catch {
    text = 'something that cannot be printed';
  }
  return text.split(/\r?\n/u, 1).join('');
}

function named(name: string, message: string): string {
  return name === 'Error' && message !== '' ? message : `${name}: ${message}`;
}
