import type { Executor } from '@/db/client';
import { retireInactiveKeys } from '@/lib/platform/keys/retire-keys';
import { digestsOf, ownDigests } from './digest-code';
import type { OwnDigests } from './fill-digests.sql';
import { lockNameSpace, replaceDigests, selectDigests } from './rotate-digests.sql';

const readAtOnce = 1000;

/**
 * Gives every coupon the digests of its code under all keys, before the first code is written with a new one: so coupons and
 * issued codes of either key stay apart. A coupon goes on being found by processes that know only the earlier key.
 */
export async function beginDigests(tx: Executor): Promise<void> {
  await lockNameSpace(tx);
  await replaceAll(tx, (code, codeDigest) => ({
    codeDigest,
    otherDigests: digestsOf(code).filter((digest) => !digest.equals(codeDigest)),
  }));
}

/**
 * Retires the earlier digest keys, once every issued code has the active one's, and leaves coupons with that alone; gives the
 * ids of the retired ones.
 */
export function endDigests(db: Executor, now: Date): Promise<number[]> {
  return db.transaction(async (tx) => {
    await lockNameSpace(tx);
    const retired = await retireInactiveKeys(tx, 'digest', now);
    if (retired.length > 0) {
      await replaceAll(tx, (code) => ({ codeDigest: ownDigests(code).codeDigest, otherDigests: null }));
    }
    return retired;
  });
}

async function replaceAll(tx: Executor, replace: (code: string, codeDigest: Buffer) => OwnDigests): Promise<void> {
  for (let last = 0; ; ) {
    const found = await selectDigests(tx, last, readAtOnce);
    await replaceDigests(
      tx,
      found.flatMap(({ id, code, code_digest }) => (code_digest ? [{ id, ...replace(code, code_digest) }] : [])),
    );
    if (found.length < readAtOnce) return;
    last = Number(found.at(-1)?.id);
  }
}
