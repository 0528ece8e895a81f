import { describe, expect, it } from 'vitest';
import { couponWarnings } from './coupon-warnings';

const now = new Date('2026-11-03T06:15:00Z');
const plain = { discount: 25, duration: 'once', security: 'public', maxRedemptions: 10 };
const unused = { used: 0, codesOut: 0 };
const names = (...input: Partial<Parameters<typeof couponWarnings>>) => {
  const [coupon = {}, facts = unused, at = now, changed] = input;
  return couponWarnings({ ...plain, ...coupon }, facts, at, changed).map(({ name }) => name);
};

describe('what a coupon’s form warns of', () => {
  it('says nothing of an ordinary one', () => {
    expect(names()).toEqual([]);
  });

  it('asks about what is given away', () => {
    expect(names({ discount: 100, duration: 'forever' })).toEqual(['freeForever']);
    expect(names({ discount: 100, maxRedemptions: null })).toEqual(['freeForAll', 'endless']);
    expect(names({ discount: 100, maxRedemptions: null, expiresAt: '2027-01-01' })).toEqual(['freeForAll']);
    expect(names({ discount: 100, maxRedemptions: null, budget: 100 })).toEqual([]);
  });

  it('asks about what nothing ends, whatever it takes off', () => {
    const endless = { maxRedemptions: null };
    expect(names(endless)).toEqual(['endless']);
    expect(names({ ...endless, discount: null })).toEqual(['endless']);
    expect(names({ ...endless, expiresAt: '2027-01-01' })).toEqual([]);
    expect(names({ ...endless, budget: 100 })).toEqual([]);
    expect(names({ ...endless, security: 'restricted' })).toEqual([]);
  });

  it('asks about an end in the past or before the beginning', () => {
    expect(names({ expiresAt: '2026-11-03T06:15:00Z' })).toEqual(['over']);
    expect(names({ releaseAt: '2027-01-02T00:00:00Z', expiresAt: '2027-01-01T00:00:00Z' })).toEqual(['backwards']);
  });

  it('asks about a limit that is used, or below it', () => {
    expect(names({}, { used: 9, codesOut: 0 })).toEqual([]);
    expect(names({}, { used: 10, codesOut: 0 })).toEqual(['atLimit']);
    expect(names({}, { used: 11, codesOut: 0 })).toEqual(['belowUsed']);
  });

  it('asks about codes that are too many, too public or missing', () => {
    const restricted = { security: 'restricted' };
    expect(names(restricted, { used: 0, codesOut: 11 })).toEqual(['moreCodes']);
    expect(names(restricted, { used: 4, codesOut: 6 })).toEqual([]);
    expect(names(restricted, { used: 4, codesOut: 7 })).toEqual(['moreCodes']);
    expect(names({}, { used: 0, codesOut: 3 })).toEqual(['publicWithCodes']);
    expect(names(restricted, { ...unused, isSaved: true })).toEqual(['noCodes']);
    expect(names(restricted, unused)).toEqual([]);
  });

  it('says that those who redeemed it keep their discount', () => {
    expect(names({}, { used: 2, codesOut: 0 }, now, { discount: true })).toEqual(['changedForUsers']);
    expect(names({}, { used: 2, codesOut: 0 }, now, { description: true })).toEqual([]);
  });
});
