import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { couponFields } from '@/lib/core/entities/coupon';
import { filterQuery } from './filter-query';

const { security, uniqueRedemption } = couponFields;
const words = { security: 'must be public or restricted', boolean: 'must be true or false' };
const filters = filterQuery({ security, uniqueRedemption }, words);
const query = z.object(filters.schemas);

describe('declared filters as parameters of a list', () => {
  it('have the names of the API, and ours once they are read', () => {
    const parsed = query.parse({ security: 'public', unique_redemption: 'true' });
    expect(filters.read(parsed)).toEqual({ security: 'public', uniqueRedemption: true });
    expect(filters.read(query.parse({}))).toEqual({});
    expect(Object.keys(filters.documents)).toEqual(['security', 'unique_redemption']);
  });

  it('refuse what they cannot be, every one at once', () => {
    const { error } = query.safeParse({ security: 'secret', unique_redemption: 'maybe' });
    expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ['security', words.security],
      ['unique_redemption', words.boolean],
    ]);
  });
});
