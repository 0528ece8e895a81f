import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { deskClient, read } from '@/app/session/desk-client';
import type { LinkKind, LinkSide } from '@/lib/domain/coupons/coupons/filters';
import type { LinkSummary } from '@/lib/domain/coupons/coupons/summarize-links';

/** What can be linked, as the desk reads it; a user group has no price. */
export type LinkRow = {
  id: number;
  name: string;
  archivedAt: string | null;
  tvodType?: 'rental' | 'purchase';
  pricePaisa?: number;
  durationDays?: number | null;
};
export type LinkPage = { rows: LinkRow[]; next: string | null };

type SideQuery = { couponId: string; side: LinkSide; name?: string; after?: string };

const client = deskClient['coupon-links'];
const reads: Record<LinkKind, (query: SideQuery) => Promise<LinkPage>> = {
  user_group: (query) => read(client['user-groups'].$get({ query })),
  tvod_price: (query) => read(client['tvod-prices'].$get({ query })),
};

/** Everything that is shown of one coupon's links of one kind. */
export const linksKey = (kind: LinkKind, couponId: number) => ['coupon-links', kind, couponId] as const;

export function linkSideQuery(kind: LinkKind, couponId: number, side: LinkSide, name: string) {
  return infiniteQueryOptions({
    queryKey: [...linksKey(kind, couponId), side, name] as const,
    queryFn: ({ pageParam }) =>
      reads[kind]({
        couponId: String(couponId),
        side,
        ...(name ? { name } : {}),
        ...(pageParam ? { after: pageParam } : {}),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: LinkPage) => page.next,
  });
}

export function linkSummaryQuery(kind: LinkKind, couponId: number, name: string) {
  const query = { kind, couponId: String(couponId), ...(name ? { name } : {}) };
  return queryOptions({
    queryKey: [...linksKey(kind, couponId), 'summary', name] as const,
    queryFn: (): Promise<LinkSummary> => read(client.summary.$get({ query })),
  });
}
