import type { Scope } from '@/lib/platform/context/scopes';

/** Rights that are about coupons: of a key without them there is nothing to limit. */
export const isForCoupons = (scopes: readonly string[]) =>
  scopes.some((scope) =>
    (['coupons:read', 'coupons:write', 'codes:reveal'] satisfies Scope[] as string[]).includes(scope),
  );
