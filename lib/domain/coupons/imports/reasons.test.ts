import { expect, it } from 'vitest';
import { readSentence, translateSentence } from '@/lib/core/translate-sentence';
import ne from '@/messages/ne/refusals.json';
import pt from '@/messages/pt/refusals.json';
import { importWords, inWords, reason, takenReason } from './reasons';

it.each([
  ['Nepali', ne],
  ['Portuguese', pt],
])('has all its words in %s', (_, sentences) => {
  const missing = Object.values(importWords).filter((words) => !(readSentence(words).key in sentences));
  expect(missing).toEqual([]);
});

it('says what a row has in it next to words that are translated', () => {
  const said = reason('noCoupon', { column: 'coupon', value: 'SUMMER' });
  expect(inWords(said)).toBe('coupon: names no coupon, or one in the bin: SUMMER');
  const inPortuguese = inWords(said, (words) => translateSentence(pt, words));
  expect(inPortuguese).toBe('coupon: não é o código de nenhum cupom, ou de um que está na lixeira: SUMMER');
});

it('says where a code is already, and nothing of where it cannot be otherwise', () => {
  const coupon = { id: 7, code: 'GOLD', isDeleted: false };
  expect(inWords(takenReason({ as: 'ownCode', coupon }))).toBe('code: is the code of a coupon: GOLD (id 7)');
  expect(inWords(takenReason({ as: 'issuedHere', coupon }))).toBe('code: is a code of this coupon already');
});
