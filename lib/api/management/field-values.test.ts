import { expect, it } from 'vitest';
import { fieldName, publicId, readPublicId } from './field-names';
import { readBoolean, readInteger } from './field-values';

it('reads whole numbers from text, and nothing else', () => {
  expect(['10', '-3', '10.5', ' 10', 'ten', '', '1e3', true, null].map(readInteger)).toEqual([
    10,
    -3,
    '10.5',
    ' 10',
    'ten',
    '',
    '1e3',
    true,
    null,
  ]);
});

it('reads booleans from their words, and nothing else', () => {
  expect(['true', 'True', '1', true, 'false', 'False', '0', false].map(readBoolean)).toEqual([
    ...[true, true, true, true],
    ...[false, false, false, false],
  ]);
  expect(['', 'yes', 1, null].map(readBoolean)).toEqual(['', 'yes', 1, null]);
});

it('names and numbers fields as the contract does', () => {
  expect(fieldName('maxRedemptions')).toBe('max_redemptions');
  expect(fieldName('expiresAt')).toBe('expiration_date');
  expect([publicId(1, 'teste'), publicId(2, 'Prêmio Ação!'), publicId(3, 'प्रीमियम')]).toEqual([
    '1-teste',
    '2-premio-acao',
    '3',
  ]);
  expect(
    ['1', '1-teste', '1-anything.json', '1.json', '0', '1x', '99999999999999999999', 'a'].map(readPublicId),
  ).toEqual([1, 1, 1, 1, null, null, null, null]);
});
