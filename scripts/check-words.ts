import { globSync, readFileSync } from 'node:fs';
import { namesOfEarlierVersions, type WordRule, wordRules } from './words';

export type FoundWord = { place: string; word: string; write: string };

const catalogue = 'messages/en/*.json';
const sources = '**/*.{ts,tsx,mjs,cjs,css,md}';
const skippedFolders = new Set(['node_modules', '.next', '.git', '.data', 'drizzle', 'test-results']);
/** They name the words. */
const ownFiles = new Set(['scripts/words.ts', 'scripts/check-words.ts', 'scripts/check-words.test.ts']);
const leastFiles = 20;

const patterns = wordRules.map((rule) => ({ ...rule, pattern: new RegExp(`\\b(${rule.found})\\b`, 'giu') }));

/**
 * Refuses the words of `words.ts` in the texts of the message catalogue, and with `tree` in code, comments, documents and
 * file names too.
 * @throws with their count, after printing each with its place and what to write
 */
export async function checkWords({ tree }: { tree: boolean }): Promise<void> {
  const texts = globSync(catalogue).sort();
  const files = tree ? listSources() : [];
  if (texts.length < leastFiles) throw new Error(`Only ${texts.length} files of messages were found.`);
  const found = [
    ...texts.flatMap((file) => findInCatalogue(file, readFileSync(file, 'utf8'))),
    ...files.flatMap((file) => findInSource(file, readFileSync(file, 'utf8'))),
  ];
  for (const { place, word, write } of found) console.error(`  ${place}: "${word}" → ${write}`);
  if (found.length > 0) throw new Error(`${found.length} words are not plain English; see scripts/words.ts.`);
  console.log(`  ${texts.length + files.length} files in plain words`);
}

function listSources(): string[] {
  return globSync(sources, { exclude: (folder) => skippedFolders.has(folder) })
    .filter((file) => !ownFiles.has(file))
    .sort();
}

/** The words in a file of the message catalogue: by every rule in its texts, by those of the tree in its keys. */
export function findInCatalogue(file: string, json: string): FoundWord[] {
  const visit = (value: unknown, place: string): FoundWord[] => {
    if (typeof value === 'string') return find(`${file} ${place}`, withoutArguments(value), () => true);
    return Object.entries(value as object).flatMap(([key, inner]) => {
      const inside = place ? `${place}.${key}` : key;
      return [...find(`${file} ${inside}`, spaced(key), ofTree), ...visit(inner, inside)];
    });
  };
  return visit(JSON.parse(json), '');
}

/** The words in a file of the tree, its own name included. */
export function findInSource(file: string, text: string): FoundWord[] {
  const lines = text.split('\n').flatMap((line, index) => find(`${file}:${index + 1}`, spaced(line), ofTree));
  const allowed = namesOfEarlierVersions.flatMap(({ word, files }) => (files.includes(file) ? [word] : []));
  return [...find(file, spaced(file), ofTree), ...lines].filter(({ word }) => !allowed.includes(word));
}

const ofTree = ({ where }: WordRule) => where === 'tree';

/** A text without the names of its arguments, `{act, select, …}`. */
const withoutArguments = (text: string) => text.replace(/\{\s*\w+/g, '{');

/** `keepHouse` and `low_told_at` as single words, so that names are read like sentences. */
function spaced(text: string): string {
  return text.replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|_/gu, ' ');
}

function find(place: string, text: string, counts: (rule: WordRule) => boolean): FoundWord[] {
  const found: (FoundWord & { from: number; to: number })[] = [];
  for (const { pattern, write } of patterns.filter(counts)) {
    for (const { 0: word, index: from } of text.matchAll(pattern)) {
      const to = from + word.length;
      if (!found.some((other) => from < other.to && other.from < to)) found.push({ place, word, write, from, to });
    }
  }
  return found.map(({ from: _from, to: _to, ...word }) => word);
}
