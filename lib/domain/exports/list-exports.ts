import { desc, eq } from 'drizzle-orm';
import { exportFiles } from '@/db/schema/export-files';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { keptMs } from './prune-exports';

export type ExportSummary = {
  id: number;
  /** With its ending. */
  name: string;
  isClear: boolean;
  state: 'queued' | 'running' | 'done' | 'failed';
  failure: 'no_access' | 'refused' | 'fault' | null;
  /** Of those that were counted when it was asked for. */
  rows: number;
  total: number;
  bytes: number;
  createdAt: Date;
  keptUntil: Date;
};

/** One's own exports in the background, the newest first. @throws Forbidden */
export const listExports = operation(
  null,
  noInput,
  async ({ db, actor }: Context<UserActor>): Promise<ExportSummary[]> => {
    const rows = await db
      .select()
      .from(exportFiles)
      .where(eq(exportFiles.userId, actor.id))
      .orderBy(desc(exportFiles.id));
    return rows.map(({ id, name, format, isClear, state, failure, total, bytes, createdAt, ...row }) => ({
      ...{ id, name: `${name}.${format}`, isClear, state, failure, rows: row.rows, total, bytes, createdAt },
      keptUntil: new Date((row.finishedAt ?? createdAt).getTime() + keptMs),
    }));
  },
);
