import { describe, expect, it } from 'vitest';
import { measureSms } from './sms-segments';

const size = (text: string) => {
  const { encoding, units, segments } = measureSms(text);
  return `${encoding} ${units} in ${segments}`;
};

describe('the size of an SMS', () => {
  it.each([
    ['', 'gsm7 0 in 1'],
    ['a'.repeat(160), 'gsm7 160 in 1'],
    ['a'.repeat(161), 'gsm7 161 in 2'],
    ['a'.repeat(306), 'gsm7 306 in 2'],
    ['a'.repeat(307), 'gsm7 307 in 3'],
    ['@£Δ\n', 'gsm7 4 in 1'],
  ])('counts septets: %j', (text, expected) => expect(size(text)).toBe(expected));

  it.each(['^', '{', '}', '\\', '[', '~', ']', '|', '€', '\f'])('counts %j twice', (character) => {
    expect(size(character)).toBe('gsm7 2 in 1');
    expect(size(character.repeat(80))).toBe('gsm7 160 in 1');
    expect(size(`a${character.repeat(80)}`)).toBe('gsm7 161 in 2');
  });

  it('begins a segment with an extended character that would be cut', () => {
    expect(size('a'.repeat(306))).toBe('gsm7 306 in 2');
    expect(size(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toBe('gsm7 306 in 3');
  });

  it.each([
    ['न'.repeat(70), 'ucs2 70 in 1'],
    ['न'.repeat(71), 'ucs2 71 in 2'],
    ['न'.repeat(134), 'ucs2 134 in 2'],
    ['न'.repeat(135), 'ucs2 135 in 3'],
    [`${'a'.repeat(100)}न`, 'ucs2 101 in 2'],
    ['Rs\u00a02,000', 'ucs2 8 in 1'],
    ['naïve', 'ucs2 5 in 1'],
    ['`', 'ucs2 1 in 1'],
  ])('counts UCS-2 as soon as one character needs it: %j', (text, expected) => expect(size(text)).toBe(expected));

  it('counts a surrogate pair as two units, and does not cut it', () => {
    expect(size('🎬')).toBe('ucs2 2 in 1');
    expect(size('🎬'.repeat(35))).toBe('ucs2 70 in 1');
    expect(size('🎬'.repeat(67))).toBe('ucs2 134 in 3');
  });
});
