import { sql } from 'drizzle-orm';
import { onServer } from './sign-in';

/** Keeps jobs from writing files of exports while `work` runs: what waits for one is shown as it is then. */
export function holdExports<T>(work: () => Promise<T>): Promise<T> {
  return onServer(({ db }) =>
    db.transaction(async (tx) => {
      await tx.execute(sql`lock table export_pieces in access exclusive mode`);
      return work();
    }),
  );
}
