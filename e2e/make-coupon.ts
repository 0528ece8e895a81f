import type { Page } from '@playwright/test';
import type { z } from 'zod';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { expect, server } from './fixtures';
import { onServer } from './sign-in';

/** For codes that no other test has. */
export const serial = () => crypto.randomUUID().slice(0, 8);

/** A coupon on the server under test; every field can be given another value. */
export function makeCoupon(code: string, fields: Partial<z.input<typeof createCouponInput>> = {}) {
  const input = createCouponInput.parse({ code, discount: 10, duration: 'once', ...fields });
  return onServer((ctx) => createCoupon(ctx, input));
}

/** Issues codes of a coupon as a platform does: this many, or these. */
export async function issueCodes(
  { request }: Page,
  couponId: number,
  codes: { count: number } | { list: string[] },
): Promise<void> {
  const headers = { authorization: `Bearer ${server.apiKey}` };
  const issued = await request.post(`/management/coupons/${couponId}/codes.json`, { headers, data: { codes } });
  expect(issued.status()).toBe(200);
}
