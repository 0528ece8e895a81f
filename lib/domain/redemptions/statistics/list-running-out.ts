import { noInput, operation } from '@/lib/platform/context/operation';
import { leftOf, runOut } from './run-out';
import { readUsedCoupons } from './running-out.sql';

export type RunningOut = { id: number; code: string; at: string; left: number };

const shown = 5;

/** The usable coupons that run out next at the present rate, the soonest first; none that expire before. @throws Forbidden */
export const listRunningOut = operation('coupons.read', noInput, async (ctx): Promise<RunningOut[]> => {
  const now = ctx.now();
  const rows = await readUsedCoupons(ctx.db, now);
  return rows
    .flatMap(({ id, code, ...row }) => {
      const expiresAt = row.expires_at === null ? null : new Date(row.expires_at);
      const use = { ...row, codesLeft: row.codes_left, sinceFirst: row.since_first, expiresAt };
      const end = runOut(use, now);
      const left = leftOf(use);
      if (left === null || end.kind !== 'on' || end.expiresFirst) return [];
      return [{ id: Number(id), code, at: end.at, left }];
    })
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || one.id - other.id)
    .slice(0, shown);
});
