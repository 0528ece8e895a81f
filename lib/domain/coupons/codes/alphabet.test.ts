import { describe, expect, it } from 'vitest';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { alphabet, checkCharacter, groupCode, isWellFormed } from './alphabet';
import { generateCode } from './generate-code';

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

  it('keeps a generated code as it is', () => {
    const code = generateCode();
    expect(normalizeCode(code)).toBe(code);
    expect(checkCharacter(code.slice(0, -1))).toBe(code.at(-1));
  });
});
