import { keyPlace } from './request';

/** How a language writes values. */
export type Grammar = {
  /** A text in quotes, without a key in it. */
  quote: (text: string) => string;
  /** The key, which is in the environment. */
  key: string;
  /** What puts two texts together. */
  plus: string;
  null: string;
  true: string;
  false: string;
  open: string;
  close: string;
  /** Between a name and its value. */
  colon: string;
  emptyObject: string;
};

/** A text with the key in its places. */
export function textOf(grammar: Grammar, text: string): string {
  const parts = text
    .split(keyPlace)
    .flatMap((part, index) => [...(index > 0 ? [grammar.key] : []), ...(part === '' ? [] : [grammar.quote(part)])]);
  return parts.length === 0 ? grammar.quote('') : parts.join(` ${grammar.plus} `);
}

/** A value of JSON as the language writes it, in several lines; those after the first begin with `indent`. */
export function literalOf(grammar: Grammar, value: unknown, indent: string): string {
  if (value === null) return grammar.null;
  if (typeof value === 'boolean') return value ? grammar.true : grammar.false;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return textOf(grammar, value);
  const inner = `${indent}    `;
  const lines = Array.isArray(value)
    ? value.map((item) => literalOf(grammar, item, inner))
    : Object.entries(value as object).map(
        ([name, item]) => grammar.quote(name) + grammar.colon + literalOf(grammar, item, inner),
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : [grammar.open, grammar.close];
  if (lines.length === 0) return Array.isArray(value) ? '[]' : grammar.emptyObject;
  return `${open}\n${lines.map((line) => `${inner}${line},\n`).join('')}${indent}${close}`;
}
