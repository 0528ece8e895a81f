import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { checkCharacter } from './alphabet';
import { exampleOf, namedAlphabets, patternStrength } from './code-pattern';
import { generateCode } from './generate-code';
import { codePattern } from './schemas';

const pattern = (fields: Partial<Parameters<typeof codePattern.parse>[0] & object> = {}) =>
  codePattern.parse({ prefix: '', groups: 4, groupLength: 4, alphabet: namedAlphabets.safe, ...fields });

describe('a code by pattern', () => {
  it('has its prefix, its groups and a check character that holds', () => {
    for (let round = 0; round < 200; round++) {
      const code = generateCode(pattern({ prefix: 'summer26', groups: 3, groupLength: 5 }));
      expect(code).toMatch(/^SUMMER26-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{6}$/);
      const random = normalizeCode(code).slice('SUMMER26'.length);
      expect(random.at(-1)).toBe(checkCharacter(random.slice(0, -1)));
    }
  });

  it('has no check character in another alphabet, and uses all of it alike', () => {
    const digits = pattern({ groups: 1, groupLength: 10, alphabet: namedAlphabets.digits });
    const seen = new Map<string, number>();
    for (let round = 0; round < 5000; round++) {
      const code = generateCode(digits);
      expect(code).toMatch(/^\d{10}$/);
      for (const digit of code) seen.set(digit, (seen.get(digit) ?? 0) + 1);
    }
    for (const digit of namedAlphabets.digits) expect(Math.abs((seen.get(digit) ?? 0) - 5000)).toBeLessThan(500);
  });

  it('looks like its example, whatever the pattern', () => {
    const shape = (code: string) => code.replace(/[^-]/g, 'X');
    const patterns = fc.record({
      prefix: fc.stringMatching(/^[0-9A-Z]{0,16}$/),
      groups: fc.integer({ min: 1, max: 5 }),
      groupLength: fc.integer({ min: 1, max: 6 }),
      alphabet: fc.constantFrom(...Object.values(namedAlphabets), 'AB', '2468'),
    });
    fc.assert(fc.property(patterns, (one) => shape(exampleOf(one)) === shape(generateCode(one))));
  });
});

describe('the strength of a pattern', () => {
  it('falls with the codes that are out', () => {
    const sixteenBits = pattern({ groups: 1, groupLength: 8, alphabet: 'ABCD' });
    expect(patternStrength(sixteenBits, 1)).toMatchObject({ bits: 16, guessesPerHit: 65536, level: 'weak' });
    expect(patternStrength(sixteenBits, 32_768)).toMatchObject({ guessesPerHit: 2, level: 'weak' });
    expect(patternStrength(sixteenBits, 32_769).level).toBe('impossible');
    const fortyBits = pattern({ groups: 2, groupLength: 4 });
    expect(patternStrength(fortyBits, 1).level).toBe('strong');
    expect(patternStrength(fortyBits, 1000).level).toBe('guessable');
    expect(patternStrength(fortyBits, 1_048_577).level).toBe('weak');
    expect(patternStrength(pattern(), 1_000_000)).toMatchObject({ bits: 80, level: 'strong', isFitForPins: true });
  });

  it('is not counted from characters that are read as others, or are named twice', () => {
    for (const alphabet of ['ABO', 'I1', 'LM', 'AA', 'A', '', 'A-B', 'ÄB']) {
      expect(codePattern.safeParse({ prefix: '', groups: 1, groupLength: 8, alphabet }).success).toBe(false);
    }
    expect(codePattern.safeParse({ prefix: '', groups: 8, groupLength: 4, alphabet: 'AB' }).success).toBe(false);
    expect(pattern({ prefix: 'vip', alphabet: 'abcd' })).toMatchObject({ prefix: 'VIP', alphabet: 'ABCD' });
  });
});
