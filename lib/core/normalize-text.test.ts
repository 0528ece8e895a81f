import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalizeDigits, normalizeExternalId, normalizeName } from './normalize-text';

it('C4: reads the digits of every script and leaves the rest as it is', () => {
  expect(normalizeDigits('कोड ९८-४१ A7')).toBe('कोड 98-41 A7');
  expect(normalizeDigits('٠١٢٣ ۴۵۶ ７８９ 𝟗')).toBe('0123 456 789 9');
  for (const zero of [0x0966, 0x09e6, 0x0e50, 0xff10, 0x1d7ce, 0x1e950]) {
    const digits = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(zero + value)).join('');
    expect(normalizeDigits(digits)).toBe('0123456789');
  }
});

it('C14: takes outer white space and invisible characters out of an id, and nothing else', () => {
  for (const written of ['4411', ' 4411 ', '44\u200b11', '\ufeff4411\u2069', '\u00a04411']) {
    expect(normalizeExternalId(written)).toBe('4411');
  }
  expect(normalizeExternalId('Buyer  Two@Example.com')).toBe('Buyer  Two@Example.com');
});

it('C17: reads a name written in several ways as one', () => {
  for (const written of [
    'Café g1',
    'Cafe\u0301 g1',
    'Café\u00a0g1',
    ' Café \u2003 g1',
    'Ca\u200bfé g1\u00ad',
    'Caf\u200de\u0301 g1',
  ]) {
    expect(normalizeName(written), written).toBe('Café g1');
  }
});

it('keeps the joiners of Nepali, which change how letters look', () => {
  expect(normalizeName('गर्\u200dयो')).toBe('गर्\u200dयो');
});

it('changes nothing the second time', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('e', '\u0301', '\u200d', '्', ' ', '\u00a0', 'ا'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(text, (written) => {
      for (const normalize of [normalizeName, normalizeDigits, normalizeExternalId]) {
        expect(normalize(normalize(written))).toBe(normalize(written));
      }
    }),
    { numRuns: 500 },
  );
});
