import { z } from 'zod';
import { couponLimits } from '@/lib/core/entities/coupon-limit';
import { instantText } from '@/lib/core/instant';
import { normalizeName } from '@/lib/core/normalize-text';
import { isStorable } from '@/lib/core/storable-text';
import { scopes } from '@/lib/platform/context/scopes';
import { requestsPerMinute } from '@/lib/platform/settings/schemas';
import { originsText } from './origins';

const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** The networks of a text, each an address or in CIDR form. */
export const networksOf = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

export const keyLimits = {
  /** `own`: it reaches the coupons that its company makes and those named, and is answered as if there were no others. */
  couponLimit: z.enum(couponLimits).default('own'),
  /** Coupons that it reaches besides, and whose codes it reveals even on sale, with `codes:reveal`. */
  couponIds: z.array(z.number().int().positive()).max(1000, 'Choose at most 1000 coupons.').default([]),
  /** Networks that it can be used from, separated by commas or spaces; empty: from everywhere. */
  networks: z
    .string()
    .max(2000, 'Enter at most 2000 characters.')
    .superRefine((text, issues) => {
      const refuse = (message: string) => issues.addIssue({ code: 'custom', message });
      for (const part of networksOf(text)) {
        if (!network.safeParse(part).success) {
          return refuse(`“${part}” is no address such as 203.0.113.7, and no network such as 203.0.113.0/24.`);
        }
        if (/\/0+$/.test(part)) {
          return refuse(`“${part}” holds every address. Leave the field empty for a key that works from everywhere.`);
        }
      }
    })
    .default(''),
  /** Of each lane of the API; null: as many as the settings say. */
  requestsPerMinute: requestsPerMinute.nullable().default(null),
};

/** What people know the key by, as the app or the machine that it is used in. */
const keyName = z
  .string()
  .overwrite(normalizeName)
  .max(60, 'The name has at most 60 characters.')
  .refine((name) => name === '' || isStorable(name), 'Use letters and digits.');

export const createIntegratorKeyInput = z.object({
  name: z
    .string()
    .overwrite(normalizeName)
    .min(1, 'Enter the name of the company.')
    .max(80, 'The name has at most 80 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  scopes: z.array(z.enum(scopes)).min(1, 'Choose at least one right.'),
  keyName: keyName.default(''),
  creditPaisa: z
    .number('Enter an amount in rupees.')
    .int('Enter an amount in rupees with at most two decimals.')
    .min(0, 'The credit is not negative.')
    .max(100_000_000_000, 'The credit is at most Rs 1,000,000,000.'),
  /** From then on it is refused; null: it does not expire; absent: after a year. */
  expiresAt: instantText('Enter a date and a time.').nullish(),
  ...keyLimits,
});

const id = z.number().int().positive();

/** A key for pages: it checks public coupons in those of its origins, and nothing else anywhere. */
export const createPublishableKeyInput = z.object({
  integratorId: id,
  keyName: keyName.default(''),
  origins: originsText,
  /** Of everybody who has it together; null: 600. */
  requestsPerMinute: requestsPerMinute.nullable().default(null),
  /** From then on it is refused; null: it does not expire; absent: after a year. */
  expiresAt: instantText('Enter a date and a time.').nullish(),
});

export const integratorInput = z.object({ id });

export const revokeKeyInput = z.object({ keyId: id });

export const limitKeyInput = z.object({ keyId: id });

export const changeKeyInput = z.object({
  keyId: id,
  name: keyName,
  /** Null: it does not expire. */
  expiresAt: instantText('Enter a date and a time.').nullable(),
  couponLimit: keyLimits.couponLimit.removeDefault(),
  couponIds: keyLimits.couponIds.removeDefault(),
  networks: keyLimits.networks.removeDefault(),
  /** Whether people of its integrator can replace it; absent: as before. */
  partnerReplaces: z.boolean().optional(),
  /** Absent: it stays as it is. */
  requestsPerMinute: requestsPerMinute.nullable().optional(),
  /** Of a publishable key alone; absent: they stay as they are. */
  origins: originsText.optional(),
});

export const renameOwnKeyInput = z.object({ keyId: id, name: keyName });

export const replaceKeyInput = z.object({
  keyId: id,
  /** How long the old key works next to the new one. */
  overlapHours: z
    .number('Enter a number of hours.')
    .int('Enter a whole number of hours.')
    .min(0, 'Enter 0 to 720 hours.')
    .max(720, 'Enter 0 to 720 hours.'),
});

export const disableIntegratorInput = z.object({ id, disabled: z.boolean() });

export const setCustomerMessagesInput = z.object({ id, sent: z.boolean() });
