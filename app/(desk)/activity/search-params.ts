import { createLoader, parseAsInteger, parseAsString } from 'nuqs/server';
import { listActivityInput } from '@/lib/platform/audit/schemas';

/** The state of the list, in the address. */
export const activityParams = {
  subjectKind: parseAsString,
  subjectId: parseAsInteger,
  actor: parseAsString,
  before: parseAsInteger,
};

export const loadActivityParams = createLoader(activityParams);

export type ActivityParams = Awaited<ReturnType<typeof loadActivityParams>>;

type ActivityQuery = {
  subjectKind?: string;
  subjectId?: string;
  couponId?: string;
  actor?: string;
  before?: string;
};

/** The input of the use case. An address that no link of ours leads to is read as the whole list. */
export function activityQuery(params: ActivityParams, couponId?: number): ActivityQuery {
  const ofCoupon = couponId === undefined ? {} : { couponId: String(couponId) };
  const given = Object.entries(params).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
  const query: ActivityQuery = { ...Object.fromEntries(given), ...ofCoupon };
  return listActivityInput.safeParse(query).success ? query : ofCoupon;
}
