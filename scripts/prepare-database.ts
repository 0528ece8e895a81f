import { migrate } from '@/db/migrate';
import { prepareQueue } from '@/lib/platform/jobs/prepare-queue';

/** Brings a database to this build's schema and queues. Loses nothing, and may run again. */
export async function prepareDatabase(url: string): Promise<void> {
  await migrate(url);
  await prepareQueue(url);
}
