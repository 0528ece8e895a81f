import { queryOptions } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import type { PeriodQuery } from './search-params';

const client = deskClient.statistics.period;

export type Statistics = InferResponseType<typeof client.$get, 200>;

export function statisticsQuery(query: PeriodQuery) {
  return queryOptions({ queryKey: ['statistics', query] as const, queryFn: () => read(client.$get({ query })) });
}
