import fc from 'fast-check';
import { expect, it } from 'vitest';
import { code128, fitsCode128 } from './code-128';

const modules = (text: string) => code128(text).reduce((sum, width) => sum + width, 0);

it('is a start, the characters, the check and a stop, as its standard has them', () => {
  const [startB, a, one, check, stop] = ['211214', '111323', '123221', '141221', '2331112'];
  expect(code128('A1').join('')).toBe([startB, a, one, check, stop].join(''));
});

it('writes digits in pairs where four follow each other', () => {
  expect(modules('123456')).toBe(11 * (1 + 3 + 1) + 13);
  expect(modules('ABCDEF')).toBe(11 * (1 + 6 + 1) + 13);
  expect(modules('AB1234CD')).toBe(11 * (1 + 2 + 1 + 2 + 1 + 2 + 1) + 13);
});

it('has the right number of modules for any text of it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), (text) => {
      fc.pre(fitsCode128(text));
      const widths = code128(text);
      expect(widths.every((width) => width >= 1 && width <= 4)).toBe(true);
      expect((modules(text) - 13) % 11).toBe(0);
      expect(widths.length % 2).toBe(1);
    }),
  );
});
