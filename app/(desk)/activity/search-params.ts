import { createLoader, parseAsInteger } from 'nuqs/server';
import type { z } from 'zod';
import { activityFilters } from '@/lib/platform/audit/filters';
import { listActivityInput } from '@/lib/platform/audit/schemas';
import { filterParams, given } from '../_fields/filter-params';

/** The state of the list, in the address. */
export const activityParams = { ...filterParams(activityFilters), before: parseAsInteger };

export const loadActivityParams = createLoader(activityParams);

export type ActivityParams = Awaited<ReturnType<typeof loadActivityParams>>;

type ActivityQuery = z.input<typeof listActivityInput>;

/** The input of the use case. An address that no link of ours leads to is read as the whole list. */
export function activityQuery(params: ActivityParams, couponId?: number): ActivityQuery {
  const ofCoupon = couponId === undefined ? {} : { couponId };
  const query: ActivityQuery = { ...given(params), ...ofCoupon };
  return listActivityInput.safeParse(query).success ? query : ofCoupon;
}
