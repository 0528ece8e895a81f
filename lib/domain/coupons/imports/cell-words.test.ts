import { describe, expect, it } from 'vitest';
import { couponFields } from '@/lib/core/entities/coupon';
import { directories } from '@/lib/core/entities/directory';
import { entriesOf } from '@/lib/core/entities/field';
import { readBoolean, readChoice } from './cell-words';

type Values = Record<string, Record<string, string>>;

const read = async (language: string, name: string) => (await import(`@/messages/${language}/${name}.json`)).default;

describe.each(['en', 'ne', 'pt'])('a cell in the words of the desk: %s', (language) => {
  it('is read as each value of each choice', async () => {
    const coupons: Values = (await read(language, 'coupons')).value;
    const prices: Values = (await read(language, 'directory')).tvodPrices.value;
    const fields = { ...couponFields, ...directories.tvodPrices.fields };
    const choices = entriesOf(fields).flatMap(([name, field]) =>
      field.kind === 'choice' ? [[name, field] as const] : [],
    );
    expect(choices.map(([name]) => name)).toEqual(['status', 'duration', 'security', 'audience', 'tvodType']);
    for (const [name, { values }] of choices) {
      const words = (coupons[name] ?? prices[name]) as Record<string, string>;
      const spelled = values.flatMap((value) => [words[value] ?? '', words[value]?.toUpperCase() ?? '', value]);
      expect(spelled.map((word) => readChoice(word, values))).toEqual(values.flatMap((value) => [value, value, value]));
    }
  });

  it('is read as yes and no', async () => {
    const { yes, no } = (await read(language, 'common')).value;
    expect([yes, no].map(readBoolean)).toEqual([true, false]);
  });
});

it('stays as it is where it is none of the words', () => {
  expect(readChoice('Lease', ['rental', 'purchase'])).toBe('lease');
  expect(readChoice('compra', ['once', 'forever'])).toBe('compra');
  expect(readBoolean('Maybe')).toBe('Maybe');
});
