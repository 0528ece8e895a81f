import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphabet, checkCharacter, groupCode, isWellFormed, normalizeCode, shownEnd } from './alphabet';
import { generateCode } from './generate-code';
import { typedVariants } from './typed-variants';

describe('a generated code', () => {
  it('has 80 random bits and a check character that holds', () => {
    for (let round = 0; round < 1000; round++) {
      const code = generateCode();
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{17}$/);
      expect(isWellFormed(code)).toBe(true);
    }
  });

  it('is refused with any one character changed or any two neighbours swapped', () => {
    const code = generateCode();
    for (let at = 0; at < code.length; at++) {
      for (const other of alphabet) {
        if (other === code[at]) continue;
        expect(isWellFormed(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
      }
      const [a, b] = [code[at], code[at + 1]];
      if (b === undefined || a === b) continue;
      expect(isWellFormed(`${code.slice(0, at)}${b}${a}${code.slice(at + 2)}`)).toBe(false);
    }
  });

  it('reads 4-4-4-5', () => {
    expect(groupCode('ABCDEFGHJKMNPQRST')).toBe('ABCD-EFGH-JKMN-PQRST');
    expect(groupCode('ABCDEFGH')).toBe('ABCD-EFGH');
    expect(groupCode('with-dash')).toBe('with-dash');
  });
});

describe('normalizing', () => {
  it('C3, C4: reads every way to type a code as the code', () => {
    for (const code of ['Summer-Sale-1', '0012345678901', 'FEST_2026', 'V1.2', generateCode()]) {
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

  it('keeps a generated code as it is', () => {
    const code = generateCode();
    expect(normalizeCode(code)).toBe(code);
    expect(checkCharacter(code.slice(0, -1))).toBe(code.at(-1));
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
