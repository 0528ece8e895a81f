import { describe, expect, it } from 'vitest';
import { formatPhone, localNumber, parseNepaliMobile, readPhoneFragment } from './phone';

describe('parseNepaliMobile', () => {
  it.each([
    '9860848045',
    '986-0848045',
    '986 084 8045',
    '(986) 0848045',
    '+9779860848045',
    '+977 986-0848045',
    '009779860848045',
    '9779860848045',
    '09860848045',
    '९८६०८४८०४५',
    '+९७७ ९८६-०८४८०४५',
    '＋９７７ ９８６０８４８０４５',
    '٩٨٦٠٨٤٨٠٤٥',
    '986‑0848045',
    '\u20069860848045\u200e',
  ])('reads %s', (written) => {
    expect(parseNepaliMobile(written)).toBe('+9779860848045');
  });

  it.each([
    '9001234567',
    '9601234567',
    '9631234567',
    '9701234567',
    '9721234567',
    '9741234567',
    '9761234567',
    '9801234567',
    '9821234567',
    '9841234567',
    '9861234567',
    '9881234567',
  ])('knows the network of %s', (number) => {
    expect(parseNepaliMobile(number)).toBe(`+977${number}`);
  });

  it.each([
    '',
    '98608480',
    '98608480455',
    '9640848045',
    '9730848045',
    '9770848045',
    '9830848045',
    '9870848045',
    '9890848045',
    '9010848045',
    '014223344',
    '+919860848045',
    '+97714223344',
    '0009860848045',
    '98608a8045',
    'phone',
  ])('refuses "%s"', (written) => {
    expect(parseNepaliMobile(written)).toBeNull();
  });

  it('does not take ten digits that begin with 977 for a country code', () => {
    expect(parseNepaliMobile('9779860848')).toBeNull();
  });
});

describe('localNumber and formatPhone', () => {
  it('give ten digits to send and a grouped number to read', () => {
    expect(localNumber('+9779860848045')).toBe('9860848045');
    expect(formatPhone('+9779860848045')).toBe('986-0848045');
  });
});

describe('readPhoneFragment', () => {
  it.each([
    ['98410', '+97798410', '98410'],
    ['0-984', null, null],
    ['098-410', '+97798410', '098410'],
    ['+977 98410', '+97798410', '97798410'],
    ['00977-984', '+977984', '00977984'],
    ['९८४१०', '+97798410', '98410'],
    ['9841', null, null],
    ['9841o', null, null],
  ])('reads %s', (written, beginning, ending) => {
    expect(readPhoneFragment(written)).toEqual(beginning && { beginning, ending });
  });
});
