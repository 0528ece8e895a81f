import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { asQuery, given } from '../_fields/filter-params';
import { type CouponListState, couponFiltersOf } from './search-params';

type Get = typeof deskClient.coupons.$get;

/** A page of coupons as the desk reads it: instants are ISO text. */
export type CouponPage = InferResponseType<Get, 200>;
export type CouponItem = CouponPage['rows'][number];

export const couponLists = ['coupons', 'list'] as const;

/** What the list shows, whichever page of it and however sorted. */
export const couponExportInput = (state: CouponListState, isBin: boolean) => ({
  ...couponFiltersOf(state),
  ...(isBin ? { deleted: true } : {}),
});

export function couponListQuery(state: CouponListState, isBin: boolean) {
  const { sort, after } = state;
  const input = { ...couponExportInput(state, isBin), sort, ...given({ after }) };
  const query = asQuery(input);
  return {
    queryKey: [...couponLists, query] as const,
    queryFn: () => read(deskClient.coupons.$get({ query })),
  };
}
