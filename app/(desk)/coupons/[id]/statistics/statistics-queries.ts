import { queryOptions } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import type { Period } from '@/lib/statistics/schemas';

const client = deskClient.statistics;

export type Figures = InferResponseType<typeof client.coupon.$get, 200>;
export type SubscriptionPage = InferResponseType<typeof client.subscriptions.$get, 200>;
export type Subscription = SubscriptionPage['rows'][number];

export function figuresQuery(couponId: number, days: Period) {
  const query = { couponId: String(couponId), days: String(days) };
  return queryOptions({
    queryKey: ['coupon-statistics', query] as const,
    queryFn: () => read(client.coupon.$get({ query })),
  });
}

export function subscriptionsQuery(couponId: number, after: string | null) {
  const query = { couponId: String(couponId), ...(after ? { after } : {}) };
  return queryOptions({
    queryKey: ['coupon-subscriptions', query] as const,
    queryFn: () => read(client.subscriptions.$get({ query })),
  });
}

export const byDayHref = (couponId: number, days: Period) =>
  `/api/desk/statistics/coupon.csv?couponId=${couponId}&days=${days}`;
