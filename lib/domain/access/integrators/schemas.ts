import { z } from 'zod';
import { couponLimits } from '@/lib/core/entities/coupon-limit';
import { instantText } from '@/lib/core/instant';
import { normalizeName } from '@/lib/core/normalize-text';
import { isStorable } from '@/lib/core/storable-text';
import { scopes } from '@/lib/platform/context/scopes';

const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** The networks of a text, each an address or in CIDR form. */
export const networksOf = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

export const createIntegratorKeyInput = z.object({
  name: z
    .string()
    .overwrite(normalizeName)
    .min(1, 'Enter the name of the company.')
    .max(80, 'The name has at most 80 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  scopes: z.array(z.enum(scopes)).min(1, 'Choose at least one right.'),
  creditPaisa: z
    .number('Enter an amount in rupees.')
    .int('Enter an amount in rupees with at most two decimals.')
    .min(0, 'The credit is not negative.')
    .max(100_000_000_000, 'The credit is at most Rs 1,000,000,000.'),
  /** From then on it is refused; null: it does not expire; absent: after a year. */
  expiresAt: instantText('Enter a date and a time.').nullish(),
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
});

const id = z.number().int().positive();

export const integratorInput = z.object({ id });

export const revokeKeyInput = z.object({ keyId: id });

export const disableIntegratorInput = z.object({ id, disabled: z.boolean() });
