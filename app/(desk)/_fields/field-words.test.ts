import { describe, expect, it } from 'vitest';
import { couponFields, couponFilters } from '@/lib/core/entities/coupon';
import { type Directory, directories, directoryKinds } from '@/lib/core/entities/directory';
import { entriesOf, type Fields } from '@/lib/core/entities/field';
import { type Filters, filtersOf } from '@/lib/core/entities/filter';
import { securityFilters } from '@/lib/domain/access/security/filters';
import { userFilters } from '@/lib/domain/access/team/filters';
import { couponProblems } from '@/lib/domain/coupons/coupons/coupon-problems';
import { entryFilters } from '@/lib/domain/coupons/directory-entries/filters';
import { redemptionFilters } from '@/lib/domain/redemptions/redemptions/filters';
import { saleFilters } from '@/lib/domain/sales/sales/filters';
import { shiftFilters } from '@/lib/domain/sales/shifts/filters';
import { activityFilters } from '@/lib/platform/audit/filters';
import { requestFilters } from '@/lib/platform/requests/filters';
import { deliveryFilters } from '@/lib/platform/webhooks/filters';
import activity from '@/messages/en/activity.json';
import codes from '@/messages/en/codes.json';
import coupons from '@/messages/en/coupons.json';
import directory from '@/messages/en/directory.json';
import redemptions from '@/messages/en/redemptions.json';
import requests from '@/messages/en/requests.json';
import sales from '@/messages/en/sales.json';
import security from '@/messages/en/security.json';
import shifts from '@/messages/en/shifts.json';
import team from '@/messages/en/team.json';
import webhooks from '@/messages/en/webhooks.json';
import { codeListFilters } from '../coupons/[id]/codes/search-params';
import { labelKeys, valueKey } from './use-filter-words';

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

const lists: Record<string, { messages: Messages; filters: Filters }> = {
  activity: { messages: activity, filters: activityFilters },
  codes: { messages: codes, filters: codeListFilters },
  deliveries: { messages: webhooks, filters: deliveryFilters },
  entries: { messages: directory, filters: entryFilters },
  redemptions: { messages: redemptions, filters: redemptionFilters },
  requests: { messages: requests, filters: requestFilters },
  sales: { messages: sales, filters: saleFilters },
  security: { messages: security, filters: securityFilters },
  shifts: { messages: shifts, filters: shiftFilters },
  team: { messages: team, filters: userFilters },
};

it.each(Object.keys(lists))('the words of declared filters are there for the list of %s', (list) => {
  const { messages, filters } = lists[list] as (typeof lists)[string];
  const isText = (key: string) => typeof at(messages, key) === 'string';
  for (const [name, filter] of filtersOf(filters)) {
    const { label, words } = filter;
    expect(labelKeys(name, label).filter(isText), name).not.toEqual([]);
    if (filter.kind !== 'choice' || words === null) continue;
    expect(filter.values.filter((value) => !isText(valueKey(name, value, words)))).toEqual([]);
  }
});
