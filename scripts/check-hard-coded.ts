import { globSync, readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

const sources = '{app,components}/**/*.tsx';
const leastFiles = 200;
/** Attributes that somebody reads or hears. */
const readAttributes = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'help',
  'label',
  'placeholder',
  'subtitle',
  'title',
]);
/** Not words of a language. */
const symbols = new Set(['Rs']);

type Node = { type?: string; [name: string]: unknown };

/**
 * Refuses a text that is written into a page or a component, where it is in one language only.
 * @throws with their count, after printing each
 */
export async function checkHardCoded(): Promise<void> {
  const files = globSync(sources)
    .filter((file) => !file.startsWith('app/dev/') && !file.includes('.test.'))
    .sort();
  if (files.length < leastFiles) throw new Error(`Only ${files.length} pages and components were found.`);
  const found = files.flatMap((file) => hardCodedIn(readFileSync(file, 'utf8')).map((text) => `${file}: "${text}"`));
  for (const one of found) console.error(`  ${one}`);
  if (found.length > 0) throw new Error(`${found.length} texts belong into messages/en.`);
  console.log(`  ${files.length} files without a text of their own`);
}

/** The words that JSX of this source shows as they are. */
export function hardCodedIn(source: string): string[] {
  const found: string[] = [];
  const add = (text: unknown) => {
    const words = String(text).trim();
    if (/\p{L}{2}/u.test(words) && !symbols.has(words) && !URL.canParse(words)) found.push(words);
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type, value, name, expression } = node as Node;
    if (type === 'JSXText') add(value);
    if (type === 'JSXExpressionContainer') addLiteral(expression as Node);
    if (type === 'JSXAttribute') {
      const isRead = readAttributes.has(String((name as Node).value));
      if (isRead) addLiteral(value as Node | null);
      // What other attributes hold is no text, unless it is JSX again.
      if ((value as Node | null)?.type === 'JSXExpressionContainer') visit((value as Node).expression);
      return;
    }
    for (const child of Object.values(node)) visit(child);
  };
  const addLiteral = (node: Node | null): void => {
    if (node?.type === 'StringLiteral') add(node.value);
    if (node?.type === 'JSXExpressionContainer') addLiteral(node.expression as Node);
  };
  visit(parseSync(source, { syntax: 'typescript', tsx: true }).body);
  return found;
}
