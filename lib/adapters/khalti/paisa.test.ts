import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paisaFromRupees, rupeesFromPaisa } from './paisa';

describe('rupees as Khalti sends them', () => {
  it.each([
    [777099.369900001, 77_709_937],
    [-777099.369900001, -77_709_937],
    [2000, 200_000],
    [2000.0, 200_000],
    ['8800.00', 880_000],
    ['-0.5', -50],
    [0.1 + 0.2, 30],
    [1.005, 101],
    [-0.001, 0],
    [1e-7, 0],
    [1234567.005, 123_456_701],
  ])('reads %s as %i paisa', (rupees, paisa) => {
    expect(paisaFromRupees(rupees)).toBe(paisa);
  });

  it.each([null, undefined, '', ' ', 'Rs 5', '1e3', '0x10', true, [], {}, Number.NaN, Number.POSITIVE_INFINITY, 1e15])(
    'refuses %j',
    (rupees) => {
      expect(paisaFromRupees(rupees)).toBeNull();
    },
  );

  it('comes back as it went, with any float noise below half a paisa', () => {
    const noise = fc.double({ min: -0.004, max: 0.004, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), noise, (paisa, off) => {
        expect(paisaFromRupees(rupeesFromPaisa(paisa))).toBe(paisa);
        expect(paisaFromRupees(rupeesFromPaisa(paisa) + off)).toBe(paisa);
      }),
    );
  });

  it.each([
    [200_000, 2000],
    [14_950, 149.5],
    [29, 0.29],
  ])('writes %i paisa as %d rupees', (paisa, rupees) => {
    expect(rupeesFromPaisa(paisa)).toBe(rupees);
  });

  it('refuses to write half a paisa', () => {
    expect(() => rupeesFromPaisa(0.5)).toThrow(RangeError);
  });
});
