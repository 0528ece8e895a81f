import { createLoader } from 'nuqs/server';
import type { z } from 'zod';
import { activityFilters } from '@/lib/platform/audit/filters';
import type { activityFilter, listActivityInput } from '@/lib/platform/audit/schemas';
import { filterParams, given, parseAsId } from '../_fields/filter-params';

/** The state of the list, in the address. */
export const activityParams = { ...filterParams(activityFilters), before: parseAsId };

export const loadActivityParams = createLoader(activityParams);

export type ActivityParams = Awaited<ReturnType<typeof loadActivityParams>>;

type ActivityFilter = z.input<typeof activityFilter>;
type ActivityQuery = z.input<typeof listActivityInput>;

/** What the list shows, without its page: what an export has. */
export function activityFilterOf({ before: _, ...params }: ActivityParams, couponId?: number): ActivityFilter {
  return { ...given(params), ...(couponId === undefined ? {} : { couponId }) };
}

/** The input of the use case. */
export function activityQuery(params: ActivityParams, couponId?: number): ActivityQuery {
  return { ...given(params), ...(couponId === undefined ? {} : { couponId }) };
}
