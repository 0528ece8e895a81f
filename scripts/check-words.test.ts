import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findInCatalogue, findInSource } from './check-words';
import { namesOfEarlierVersions, wordRules } from './words';

const wordsIn = (found: { word: string }[]) => found.map(({ word }) => word);

describe('a text of the catalogue', () => {
  it.each([
    'You may not see this',
    'What holds in this house.',
    'The receiver is told within seconds.',
    'The hold has lapsed.',
    'Send it to whoever asks.',
    'The sale stands at Rs 2,000.',
    'Wait until the line is back.',
    'The secret is sealed.',
    'Undo this act',
  ])('is refused: "%s"', (text) => {
    expect(findInCatalogue('messages/en/x.json', JSON.stringify({ part: { text } }))).toHaveLength(1);
  });

  it.each([
    "You don't have access to this page",
    'The message may not have arrived. Tell an admin.',
    'A warehouse of recommended, foldable actions stayed standing.',
    'Every fact is exact.',
    '{act, select, delete {Delete the codes?} other {Tell the customer.}}',
  ])('is fine: "%s"', (text) => {
    expect(findInCatalogue('messages/en/x.json', JSON.stringify({ text }))).toEqual([]);
  });

  it('is named by its file and key, with what to write', () => {
    const [found] = findInCatalogue('messages/en/x.json', '{ "part": { "deep": "It mends itself." } }');
    expect(found).toMatchObject({ place: 'messages/en/x.json part.deep', word: 'mends' });
    expect(found?.write).toContain('fix');
  });

  it('counts a key by the words of the tree alone, as a published state may keep its name', () => {
    expect(findInCatalogue('messages/en/x.json', '{ "lapsed": "Hold expired", "act": "Operation" }')).toEqual([]);
    expect(wordsIn(findInCatalogue('messages/en/x.json', '{ "houseTimeZone": "Zone" }'))).toEqual(['house Time Zone']);
  });
});

describe('a source', () => {
  it('is refused for a comment, a name, a title of a test and its own name', () => {
    const text = [
      '// Whoever holds it keeps it for ever.',
      'export const keepHouse = (verdict: Verdict) => judge_row(verdict);',
      "it('may not be changed by a stand-in', test);",
    ].join('\n');
    const found = findInSource('test/fakes/http-stand-in.ts', text);
    expect(wordsIn(found).map((word) => word.toLowerCase())).toEqual([
      ...['stand-in', 'whoever', 'for ever'],
      ...['verdict', 'verdict', 'verdict', 'judge', 'keep house', 'stand-in'],
    ]);
    expect(found.map(({ place }) => place)).toContain('test/fakes/http-stand-in.ts:2');
  });

  it('may name a column of an earlier version in the files that use it, and nowhere else', () => {
    for (const { word, files } of namesOfEarlierVersions) {
      for (const file of files) {
        expect(findInSource(file, `set ${word} = 'good'; // Whoever reads it`)).toMatchObject([{ word: 'Whoever' }]);
        expect(readFileSync(file, 'utf8'), `${file} does not need it any more`).toContain(word);
      }
      expect(wordsIn(findInSource('lib/core/x.ts', `set ${word} = 'good'`))).toEqual([word]);
    }
  });

  it.each([
    'the counters are folded',
    'tellLowStock()',
    'sale_acts',
    'where it stands next to others',
    'the books stand',
    'isTold()',
    "it('is told apart', test);",
    'who may see it',
  ])('is refused: "%s"', (text) => expect(findInSource('lib/core/x.ts', text)).toHaveLength(1));

  it('is fine with the words that are ambiguous in code', () => {
    const text = "const { act } = await import('react'); // sealed, alive, and on the wire";
    expect(findInSource('lib/core/x.ts', text)).toEqual([]);
  });
});

it('says for each word what to write, and has each once', () => {
  for (const { found, write } of wordRules) expect(write, found).not.toBe('');
  const sources = wordRules.map(({ found }) => found);
  expect(new Set(sources).size).toBe(sources.length);
});
