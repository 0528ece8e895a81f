import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';

const client = deskClient.statistics;

export type SubscriptionPage = InferResponseType<typeof client.subscriptions.$get, 200>;
export type Subscription = SubscriptionPage['rows'][number];

export function subscriptionsQuery(couponId: number, after: string | null) {
  const query = { couponId: String(couponId), ...(after ? { after } : {}) };
  return {
    queryKey: ['coupon-subscriptions', query] as const,
    queryFn: () => read(client.subscriptions.$get({ query })),
  };
}
