import type { QueryClient } from '@tanstack/react-query';
import pLimit from 'p-limit';
import { isCounted } from '@/lib/domain/finding/saved-views/lists';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import type { ListSource, Read } from '../use-list';
import { stateOf } from './view-address';

/** `isMore`: there are more than these. */
export type ViewCount = { count: number; isMore: boolean };

/** With more, the last ones have no count. */
const mostCounted = 30;
const atOnce = 3;
const freshMs = 60_000;

type Page = { rows?: unknown[]; next?: unknown; total?: number | { count: number; capped: boolean } | null };

/** What the list says itself of how many there are; else those of its first page. */
export function countOf({ rows = [], next = null, total = null }: Page): ViewCount {
  if (typeof total === 'number') return { count: total, isMore: false };
  if (total) return { count: total.count, isMore: total.capped };
  return { count: rows.length, isMore: next !== null };
}

/** Counts each view by reading the first page of its list, which is at hand then when the view is opened. */
export async function countViews(
  client: QueryClient,
  { views, source }: { views: SavedView[]; source: ListSource },
  onCount: (id: number, count: ViewCount) => void,
): Promise<void> {
  const limit = pLimit(atOnce);
  const counted = views.filter(({ list }) => isCounted(list)).slice(0, mostCounted);
  await Promise.all(
    counted.map((view) =>
      limit(async () => {
        const read = source.read(stateOf(source, view.query) as never) as Read<Page>;
        // A view that cannot be counted is shown without.
        const page = await client.fetchQuery({ ...read, staleTime: freshMs }).catch(() => null);
        if (page) onCount(view.id, countOf(page));
      }),
    ),
  );
}
