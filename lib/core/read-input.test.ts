import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exportStatisticsInput } from '@/lib/domain/redemptions/statistics/schemas';
import { parseInput, readInput } from './read-input';

const schema = z.object({
  amount: z.int(),
  rate: z.number().optional(),
  isOn: z.boolean().default(false),
  note: z.string().nullable(),
  user: z.object({ id: z.union([z.int(), z.string()]) }).optional(),
  ids: z.array(z.int()).optional(),
  side: z.union([z.object({ left: z.int() }), z.object({ right: z.boolean() })]).optional(),
});
const given = { amount: '100', note: '' };

describe('what was sent', () => {
  it('is read as the kinds of value that are asked for', () => {
    const sent = { ...given, rate: '12.5', isOn: 'true', user: { id: '7' }, ids: ['1', 2], side: { right: 'false' } };
    expect(readInput(schema, sent)).toEqual({
      value: { amount: 100, rate: 12.5, isOn: true, note: '', user: { id: '7' }, ids: [1, 2], side: { right: false } },
      unknown: {},
    });
  });

  it('is nothing where it is empty or null and may be left out', () => {
    expect(readInput(schema, { ...given, rate: '', isOn: null, user: '' }).value).toEqual({ amount: 100, note: '' });
  });

  it('stays as it is when it is of no such form', () => {
    const odd = { amount: '1e3', note: 7, isOn: 'yes', ids: 'x', user: [] };
    expect(readInput(schema, odd).value).toEqual(odd);
    for (const whole of [null, 7, 'x', [], undefined]) expect(readInput(schema, whole).value).toEqual(whole);
  });

  it('is refused by its path where it is not known, next to what is wrong', () => {
    const sent = { ...given, amuont: 1, user: { id: 1, ide: 2 }, rate: 'x' };
    expect(parseInput(schema, sent)).toEqual({
      errors: {
        rate: ['must be a number'],
        amuont: ['is not a field; did you mean amount?'],
        'user.ide': ['is not a field; did you mean id?'],
      },
    });
    expect(parseInput(z.looseObject({ a: z.int() }), { a: '1', b: 2 })).toEqual({ data: { a: 1, b: 2 } });
  });

  it('is known when one of two schemas together knows it', () => {
    expect(parseInput(exportStatisticsInput, { table: 'day', days: '30' }, 'parameter').errors).toBeUndefined();
    expect(parseInput(exportStatisticsInput, { table: 'day', dayz: '30' }, 'parameter').errors).toEqual({
      dayz: ['is not a parameter; did you mean days?'],
    });
  });
});
