import { desc } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { auditCuts, auditHeads } from '@/db/schema/audit-chain';
import { keyring } from '@/lib/platform/keys/keyring';
import {
  type Cut,
  checkCut,
  checkHead,
  type SignedCut,
  type SignedHead,
  signCut,
  toSignedCut,
  toSignedHead,
} from './chain-hash';

const headsAtOnce = 100;

/**
 * The state of the chain that is furthest on and signed by us: anyone who can add rows can add heads
 * too, and those of earlier states once more.
 */
export async function readHead(db: Executor): Promise<SignedHead | undefined> {
  const order = [desc(auditHeads.position), desc(auditHeads.closedId), desc(auditHeads.id)];
  for (let offset = 0; ; offset += headsAtOnce) {
    const rows = await db
      .select()
      .from(auditHeads)
      .orderBy(...order)
      .limit(headsAtOnce)
      .offset(offset);
    const good = rows.map(toSignedHead).find((head) => checkHead(head) === 'good');
    if (good || rows.length < headsAtOnce) return good;
  }
}

export type Cuts = {
  /** The one that is furthest on and signed by us. */
  last: SignedCut | undefined;
  /** What is further on and is not known to be ours. */
  doubtful: { cut: SignedCut; is: 'forged' | 'unchecked' }[];
};

/** Up to where rows were dropped. There is one cut a night at most, so they are few. */
export async function readCuts(db: Executor): Promise<Cuts> {
  const doubtful: Cuts['doubtful'] = [];
  const rows = await db.select().from(auditCuts).orderBy(desc(auditCuts.position), desc(auditCuts.id));
  for (const cut of rows.map(toSignedCut)) {
    const is = checkCut(cut);
    if (is === 'good') return { last: cut, doubtful };
    doubtful.push({ cut, is });
  }
  return { last: undefined, doubtful };
}

export async function addCut(db: Executor, { at, position, eventId, hash }: Omit<Cut, 'keyId'>): Promise<void> {
  const { active } = keyring().encryption;
  const cut: Cut = { at, position, eventId, hash, keyId: active.id };
  await db.insert(auditCuts).values({
    ...cut,
    at: new Date(at),
    hash: Buffer.from(hash, 'hex'),
    signature: Buffer.from(signCut(cut, active), 'hex'),
  });
}
