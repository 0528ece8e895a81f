import { describe, expect, it } from 'vitest';
import { couponFields } from '@/lib/core/entities/coupon';
import { directories } from '@/lib/core/entities/directory';
import { entriesOf } from '@/lib/core/entities/field';
import { retentionNames } from '@/lib/core/entities/retention';
import { personLimitsInput } from '@/lib/domain/access/limits/schemas';
import { codeFilters } from '@/lib/domain/coupons/codes/filters';
import { codeFilter } from '@/lib/domain/coupons/codes/schemas';
import { createLinkedCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { recordedFourEyes } from '@/lib/platform/approvals/four-eyes';
import { securitySettingsForm } from '@/lib/platform/settings/schemas';
import en from '@/messages/en/activity.json';
import ne from '@/messages/ne/activity.json';
import pt from '@/messages/pt/activity.json';

type Texts = Record<string, string>;

/** What an approval is asked for, by the names in its summary. */
const names = [
  // Credit, prices and sales.
  ...[
    'integrator',
    'amountPaisa',
    'limitPaisa',
    'lowCreditPaisa',
    'reason',
    'product',
    'value',
    'coupon',
    'pricePaisa',
  ],
  ...['commission', 'saleId'],
  // Coupons that are brought back, and exports of codes.
  ...['action', 'count'],
  ...Object.keys(codeFilter.shape),
  ...Object.keys(createLinkedCouponInput.shape),
  // Settings.
  ...Object.values(recordedFourEyes),
  ...Object.keys(securitySettingsForm.shape),
  ...Object.keys(personLimitsInput.shape),
  ...retentionNames,
];

const choices: [string, readonly string[]][] = [
  ...entriesOf({ ...couponFields, ...directories.tvodPrices.fields }).flatMap(
    ([name, field]): [string, readonly string[]][] => (field.kind === 'choice' ? [[name, field.values]] : []),
  ),
  ['status', codeFilters.status.values],
  ['action', ['restore', 'switchOn']],
];

describe.each(Object.entries({ en, ne, pt }))('the words for what is asked for: %s', (_, { details, values }) => {
  it('name everything in a summary', () => {
    expect(names.filter((name) => !Object.hasOwn(details, name))).toEqual([]);
  });

  it('have each value of each choice', () => {
    const missing = choices.flatMap(([name, all]) => {
      const texts: Texts = (values as Record<string, Texts>)[name] ?? {};
      return all.filter((value) => !texts[value]).map((value) => `${name}.${value}`);
    });
    expect(missing).toEqual([]);
  });
});
