import { assertInOrder } from '@/lib/core/days-in-order';
import type { Context } from '../context/context';
import { boundOfDay } from './days.sql';

/** The last instant that is written with a year of four digits. */
const latest = Date.UTC(10_000, 0) - 1;

/** A time as `timeText` reads it; of a day where it starts or ends in the settings' zone. Asks for no permission. */
export async function instantOfTime(ctx: Pick<Context, 'db'>, time: string, bound: 'start' | 'end'): Promise<Date> {
  if (time.includes('T')) return new Date(time);
  const at = await boundOfDay(ctx, time, bound);
  return new Date(Math.min(at.getTime(), latest));
}

/** Both ends of a range of times; undefined where it is open. @throws Invalid for an end before the start */
export async function instantsOfRange(
  ctx: Pick<Context, 'db'>,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<{ from: Date | undefined; to: Date | undefined }> {
  const range = {
    from: from === undefined ? undefined : await instantOfTime(ctx, from, 'start'),
    to: to === undefined ? undefined : await instantOfTime(ctx, to, 'end'),
  };
  assertInOrder(range, 'Give a time that is not before `from`.');
  return range;
}
