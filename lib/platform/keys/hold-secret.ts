import { createHash } from 'node:crypto';
import type { Database } from '@/db/client';
import { repeat } from '@/lib/core/repeat';
import { WrongKeys } from './check-keys';
import { holdNumber } from './hold-secret.sql';

const everyMs = 5_000;

/** Says nothing of the secret, which is long and random. */
const numberOf = (secret: string) =>
  createHash('sha256').update(`secret\0${secret}`).digest().readUInt32BE() & 0x7fffffff;

/**
 * Sees to it that all processes which serve pages of a database sign with the same secret: a sign-in of one is none at another.
 * `db` has one connection, which is this one's from now on, and holds the lock; it is taken again when that was cut.
 * @throws WrongKeys when another process that runs has another secret
 */
export async function holdSecret(db: Database, secret: string): Promise<{ stop: () => Promise<void> }> {
  const hold = async () => {
    if (await holdNumber(db, numberOf(secret))) return;
    throw new WrongKeys(
      'Another process of this database runs with another NEXTAUTH_SECRET: people who sign in at one would be signed out by the other. ' +
        'Give both the same, or stop that one first. Nothing was changed.',
    );
  };
  try {
    await hold();
  } catch (error) {
    await db.$client.end({ timeout: 0 });
    throw error;
  }
  const repeating = repeat(hold, { everyMs, failure: 'the secret is not held' });
  return {
    async stop() {
      await repeating.stop();
      await db.$client.end({ timeout: 1 });
    },
  };
}
