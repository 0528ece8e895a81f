import { expect, it } from 'vitest';
import { priceByCycle } from './price-by-cycle';

it('prices the discounted cycles, then the rest', () => {
  expect(priceByCycle({ discount: 25, duration: 'repeating', cycles: 3 }, 50_000)).toEqual([
    { from: 1, to: 3, duePaisa: 37_500, offPaisa: 12_500 },
    { from: 4, to: null, duePaisa: 50_000, offPaisa: 0 },
  ]);
});

it('rounds what comes off down to the paisa', () => {
  expect(priceByCycle({ discount: 33, duration: 'once', cycles: 0 }, 999)[0]).toEqual({
    from: 1,
    to: 1,
    duePaisa: 670,
    offPaisa: 329,
  });
});

it('has one price for a discount that lasts forever', () => {
  expect(priceByCycle({ discount: 100, duration: 'forever', cycles: 0 }, 50_000)).toEqual([
    { from: 1, to: null, duePaisa: 0, offPaisa: 50_000 },
  ]);
});
