import type { TablePaging } from '@/components/data-table-types';
import type { InPlace } from '@/components/in-place-link';

type Cursors = { page: number; next: string | null; previous: string | null };

/** A list's neighbouring pages, by the cursors that the page came with; the first page has none in its address. */
export function keysetPaging(
  { page, next, previous }: Cursors,
  to: (change: { after: string | null }) => InPlace,
): Pick<TablePaging, 'next' | 'previous'> {
  return {
    previous: previous === null ? undefined : to({ after: page === 2 ? null : previous }),
    next: next === null ? undefined : to({ after: next }),
  };
}
