/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Element | string)[];
}

/** Makes an element. Texts among the children, and attributes, are escaped when it is written. */
export function element(
  name: string,
  attributes: Element['attributes'] = {},
  ...children: readonly (Element | string)[]
): Element {
  return { name, attributes, children };
}

/** Writes an element with nothing between its tags that is not in it. */
export function compact(it: Element | string): string {
  if (typeof it === 'string') return escaped(it);
  const inside = it.children.map(compact).join('');
  return inside === '' ? `<${opening(it)}/>` : `<${opening(it)}>${inside}</${it.name}>`;
}

/** Writes an element, its children each on a line of their own unless there is text among them. */
export function written(it: Element | string, indent = ''): string {
  if (typeof it === 'string') return escaped(it);
  const { name, children } = it;
  const start = `${indent}<${opening(it)}`;
  if (children.length === 0) return `${start}/>`;
  if (children.some((child) => typeof child === 'string')) {
    return `${start}>${children.map((child) => written(child)).join('')}</${name}>`;
  }
  const inside = children.map((child) => written(child, `${indent}  `)).join('\n');
  return `${start}>\n${inside}\n${indent}</${name}>`;
}

function opening({ name, attributes }: Element): string {
  return [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(' ');
}

// What an XML document may not hold at all, whether escaped or not: lone surrogates among it.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}
