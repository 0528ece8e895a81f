import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, formatPaisa, parseRupees, percentOf } from './money';

describe('formatPaisa', () => {
  it.each([
    [0, 'Rs 0'],
    [5, 'Rs 0.05'],
    [200_000, 'Rs 2,000'],
    [200_050, 'Rs 2,000.50'],
    [-50, '-Rs 0.50'],
    [-123_456_789, '-Rs 1,234,567.89'],
  ])('writes %i as %s', (paisa, text) => {
    expect(formatPaisa(paisa)).toBe(text.replace('Rs ', 'Rs\u00a0'));
  });

  it('refuses fractions of a paisa and unsafe integers', () => {
    expect(() => formatPaisa(0.5)).toThrow(RangeError);
    expect(() => formatPaisa(2 ** 53)).toThrow(RangeError);
  });
});

describe('parseRupees', () => {
  it.each([
    ['2,000.50', 200_050],
    ['Rs 2,000', 200_000],
    ['Rs. 2000.5', 200_050],
    ['1,00,000', 10_000_000],
    ['२०००.५०', 200_050],
    [' रु ५०० ', 50_000],
    ['-Rs 0.50', -50],
    ['-0', 0],
    ['0.29', 29],
  ])('reads %s as %i paisa', (text, paisa) => {
    expect(parseRupees(text)).toBe(paisa);
  });

  it.each(['', 'abc', '1.234', '1..2', ',5', '1,2', '250,50', '2e3', '--1', '99999999999999999'])(
    'refuses %j',
    (text) => {
      expect(() => parseRupees(text)).toThrow(RangeError);
    },
  );

  it('reads back whatever was written', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (paisa) => {
        expect(parseRupees(formatPaisa(paisa))).toBe(paisa);
        expect(parseRupees(formatAmount(paisa))).toBe(paisa);
      }),
    );
  });
});

describe('percentOf', () => {
  it('rounds down to the paisa, and never past the whole', () => {
    expect(percentOf(50_000, 25)).toBe(12_500);
    expect(percentOf(999, 33)).toBe(329);
    expect(percentOf(1, 99)).toBe(0);
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 100 }), (paisa, percent) => {
        const off = percentOf(paisa, percent);
        expect(BigInt(off) * 100n <= BigInt(paisa) * BigInt(percent)).toBe(true);
        expect((BigInt(off) + 1n) * 100n > BigInt(paisa) * BigInt(percent)).toBe(true);
      }),
    );
  });
});
