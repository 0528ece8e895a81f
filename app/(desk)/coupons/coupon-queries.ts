import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { type CouponListState, couponListInput } from './search-params';

type Get = typeof deskClient.coupons.$get;

/** A page of coupons as the desk reads it: instants are ISO text. */
export type CouponPage = InferResponseType<Get, 200>;
export type CouponItem = CouponPage['rows'][number];

export const couponLists = ['coupons', 'list'] as const;

export function couponListQuery(state: CouponListState) {
  const query = couponListInput(state);
  return {
    queryKey: [...couponLists, query] as const,
    queryFn: () => read(deskClient.coupons.$get({ query })),
  };
}
