import { describe, expect, it } from 'vitest';
import { couponFields, couponFilters } from '@/lib/core/entities/coupon';
import { type Directory, directories, directoryKinds } from '@/lib/core/entities/directory';
import { entriesOf, type Fields } from '@/lib/core/entities/field';
import { couponProblems } from '@/lib/domain/coupons/coupons/coupon-problems';
import coupons from '@/messages/en/coupons.json';
import directory from '@/messages/en/directory.json';

type Messages = { [key: string]: string | Messages };

/** What declared fields need of their entity's messages and do not find there. */
function missingIn(messages: Messages, fields: Fields, label: 'form' | 'filter'): string[] {
  const wanted = entriesOf(fields).flatMap(([name, field]) => [
    `${label}.${name}`,
    ...(field.kind === 'choice' ? field.values.map((value) => `value.${name}.${value}`) : []),
  ]);
  return wanted.filter((key) => typeof at(messages, key) !== 'string');
}

const at = (messages: Messages, key: string) =>
  key
    .split('.')
    .reduce<string | Messages | undefined>((found, part) => (found as Messages | undefined)?.[part], messages);

describe('the words of declared fields', () => {
  it('are there for coupons and their filters', () => {
    expect(missingIn(coupons, couponFields, 'form')).toEqual([]);
    expect(missingIn(coupons, couponFilters, 'filter')).toEqual([]);
    expect(Object.keys(couponProblems).filter((name) => !(name in coupons.problem))).toEqual([]);
  });

  it.each(directoryKinds)('are there for the directory %s', (kind) => {
    const { fields, words }: Directory = directories[kind];
    expect(missingIn(directory[kind] as Messages, fields, 'form')).toEqual([]);
    expect(Object.keys(words).filter((name) => !(name in directory.problem))).toEqual([]);
  });
});
