import { lt, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Cell } from '@/lib/core/table-file';
import type { Context } from '@/lib/platform/context/context';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings, type Settings } from '@/lib/platform/settings/get-settings';

type Pages<Row extends { id: number }> = {
  id: SQLWrapper;
  /** The newest rows of the list, at most `limit`, where `below` says where to go on. */
  read: (below: SQL | undefined, limit: number) => PromiseLike<Row[]>;
  cells: (page: Row[], timeZone: string, settings: Settings) => Cell[][] | Promise<Cell[][]>;
  pageSize?: number;
  /** What it is, where a file of more than one page is noticed. */
  inBulk?: string;
};

/** The rows of a list as those of its file, the newest first, a page at a time: each page begins below the last id of the one before. */
export async function* rowsById<Row extends { id: number }>(ctx: Context, pages: Pages<Row>): AsyncGenerator<Cell[][]> {
  const { id, read, cells, pageSize = 1000, inBulk } = pages;
  const settings = await getSettings(ctx.db);
  for (let last: number | undefined; ; ) {
    const page = await read(last === undefined ? undefined : lt(id, last), pageSize);
    if (page.length > 0) yield await cells(page, settings.timeZone, settings);
    if (page.length < pageSize) return;
    if (last === undefined && inBulk) {
      recordSecurityEvent(ctx, { kind: 'data.exported_in_bulk', data: { what: inBulk } });
    }
    last = page.at(-1)?.id;
  }
}
