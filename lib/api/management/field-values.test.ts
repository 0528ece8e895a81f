import { describe, expect, it } from 'vitest';
import { fieldName, publicId, readPublicId } from './field-names';
import { readInteger, readTime } from './field-values';

describe('a time in the API', () => {
  it.each([
    ['2026-12-31T18:15:00Z', '2026-12-31T18:15:00.000Z'],
    ['2026-12-31T18:15:00', '2026-12-31T18:15:00.000Z'],
    ['2026-12-31 18:15:00', '2026-12-31T18:15:00.000Z'],
    ['2026-12-31T18:15', '2026-12-31T18:15:00.000Z'],
    ['2026-12-31', '2026-12-31T00:00:00.000Z'],
    ['2026-12-31T24:00:00', '2027-01-01T00:00:00.000Z'],
    ['2026-12-31T18:15:00.123456', '2026-12-31T18:15:00.123Z'],
    ['2027-01-01T00:00:00+05:45', '2026-12-31T18:15:00.000Z'],
    ['2026-12-31T13:15:00-0500', '2026-12-31T18:15:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(readTime(text)).toEqual(new Date(iso));
  });

  it.each(['2026-02-30', '2026-13-01', '2026-12-31T25:00:00', '2026-12-31T18:15:00+99:00', '31.12.2026', '', 5, null])(
    'leaves %j as it is',
    (value) => {
      expect(readTime(value)).toBe(value);
    },
  );
});

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
