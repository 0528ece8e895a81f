import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { sameInEveryLanguage } from './same-in-every-language';

type Texts = { [name: string]: string | Texts };
type Catalogue = Map<string, string>;

const original = 'messages/en';
/** As the desk calls them, each with its folder. */
const translations = { ne: 'messages/ne', 'pt-BR': 'messages/pt' } as const;
const leastTexts = 2_000;

/**
 * Refuses a text of the desk that is missing in a language, that has no English any more, that asks for other values than the
 * English one, or that is English still and not listed in `same-in-every-language.ts`.
 * @throws with their count, after printing each
 */
export async function checkMessages(): Promise<void> {
  const english = readCatalogue(original);
  if (english.size < leastTexts) throw new Error(`Only ${english.size} texts were found in ${original}.`);
  const faults = Object.entries(translations).flatMap(([language, folder]) =>
    faultsOf(english, readCatalogue(folder)).map((fault) => `${language}: ${fault}`),
  );
  for (const fault of faults) console.error(`  ${fault}`);
  if (faults.length > 0)
    throw new Error(`${faults.length} texts are not translated as they have to be; see docs/languages.md.`);
  console.log(`  ${english.size} texts in ${Object.keys(translations).length + 1} languages`);
}

/** What is wrong with a translation, a line each. */
export function faultsOf(english: Catalogue, translated: Catalogue): string[] {
  const faults: string[] = [];
  for (const [key, text] of english) {
    const other = translated.get(key);
    if (!other?.trim()) faults.push(`${key} is missing: ${JSON.stringify(text)}`);
    else if (other === text && !isSameEverywhere(key, text))
      faults.push(`${key} is in English: ${JSON.stringify(text)}`);
    else if (shapeOf(other) !== shapeOf(text))
      faults.push(`${key} has other values: ${shapeOf(other)}, not ${shapeOf(text)}`);
  }
  for (const key of translated.keys()) if (!english.has(key)) faults.push(`${key} has no English text`);
  return faults;
}

/** A text without a letter of its own, such as `{count}+`, is the same too. */
function isSameEverywhere(key: string, text: string): boolean {
  const words = text.replace(/\{[^{}]*\}|<[^>]*>/g, '');
  return !/\p{L}/u.test(words) || sameInEveryLanguage.includes(text) || sameInEveryLanguage.includes(key);
}

/** The values, tags and choices that a text asks for, in an order of their own: `<at/> {count plural: =0 one other}`. */
function shapeOf(text: string): string {
  const found = new Set<string>();
  const visit = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      if (element.type === TYPE.tag) {
        found.add(`<${element.value}/>`);
        visit(element.children);
      } else if (element.type === TYPE.plural || element.type === TYPE.select) {
        const branches = Object.keys(element.options).sort().join(' ');
        found.add(`{${element.value} ${element.type === TYPE.plural ? 'plural' : 'select'}: ${branches}}`);
        for (const { value } of Object.values(element.options)) visit(value);
      } else {
        found.add(`{${element.value}${element.type === TYPE.number ? ' number' : ''}}`);
      }
    }
  };
  visit(parse(text, { ignoreTag: false }));
  return [...found].sort().join(' ') || 'none';
}

function readCatalogue(folder: string): Catalogue {
  const texts: Catalogue = new Map();
  const add = (given: Texts, prefix: string) => {
    for (const [name, value] of Object.entries(given)) {
      if (typeof value === 'string') texts.set(`${prefix}${name}`, value);
      else add(value, `${prefix}${name}.`);
    }
  };
  for (const file of globSync(`${folder}/*.json`).sort()) {
    add(JSON.parse(readFileSync(file, 'utf8')) as Texts, `${path.basename(file, '.json')}.`);
  }
  return texts;
}
