import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeCode, shownEnd } from './normalize-code';
import { typedVariants } from './typed-variants';

describe('normalizing', () => {
  it('C3, C4: reads every way to type a code as the code', () => {
    for (const code of ['Summer-Sale-1', '0012345678901', 'FEST_2026', 'V1.2', '0JQPNS6MPM5DRGVJ5']) {
      for (const typed of typedVariants(code)) expect(normalizeCode(typed), typed).toBe(normalizeCode(code));
    }
    expect(normalizeCode('Summer-Sale-1')).toBe('SUMMERSA1E1');
    expect(normalizeCode('००१२३४५६७८९०१')).toBe('0012345678901');
  });

  it('keeps `_`, and a dot between two characters', () => {
    expect(normalizeCode(' ..a_b.c... ')).toBe('A_B.C');
    expect(normalizeCode('…!')).toBe('');
  });

  it('makes one code of every way to type it', () => {
    expect(normalizeCode(' k7q2–ilo0 ‑ab\u200bcd\n')).toBe('K7Q21100ABCD');
  });

  it('is the same when done twice', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(
            fc.constantFrom('o', '.', '´', '\u0301', '\u200d', 'ß', '१'),
            fc.string({ unit: 'binary', maxLength: 1 }),
          ),
        }),
        (text) => normalizeCode(normalizeCode(text)) === normalizeCode(text),
      ),
    );
  });
});

it.each([
  ['1307', '07'],
  ['ABCDE', 'DE'],
  ['ABCDEFG', 'EFG'],
  ['ABCDEFGH', 'EFGH'],
  ['A', ''],
  ['', ''],
])('C23: shows at most half of %s', (code, shown) => {
  expect(shownEnd(code)).toBe(shown);
});
