import { createHmac, hash as digest } from 'node:crypto';
import type { auditCuts, auditHeads } from '@/db/schema/audit-chain';
import { deriveKey, type Key, keyring } from '@/lib/platform/keys/keyring';
import type { ChainRow } from './chain.sql';

/** What the first row is chained to. */
export const noHash = digest('sha256', 'coupon-desk audit chain', 'hex');

export const hashData = (salt: string, data: string): string => digest('sha256', `${salt}\n${data}`, 'hex');

/** Of a row, after the hash before it; its data is covered by its own hash. */
export function hashRow(before: string, row: ChainRow, dataHash: string): string {
  const { id, at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, request_id } = row;
  const columns = [id, at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, request_id];
  return digest('sha256', `${before}\n${JSON.stringify([...columns, dataHash])}`, 'hex');
}

/** What a head says, with its hash as hexadecimal and its time as ISO text. */
export type Head = {
  at: string;
  day: string;
  position: number;
  hash: string;
  closedId: number;
  markId: number;
  markXid: string;
  keyId: number;
};

export type SignedHead = Head & { signature: string };

export function toSignedHead({ id: _, ...row }: typeof auditHeads.$inferSelect): SignedHead {
  return {
    ...row,
    at: row.at.toISOString(),
    hash: row.hash.toString('hex'),
    signature: row.signature.toString('hex'),
  };
}

export function signHead(head: Head, key: Key): string {
  const { at, day, position, hash, closedId, markId, markXid, keyId } = head;
  const said = JSON.stringify([at, day, position, hash, closedId, markId, markXid, keyId]);
  return createHmac('sha256', deriveKey(key, 'audit head')).update(said).digest('hex');
}

/** `unchecked`: its key is not loaded. */
export type Checked = 'good' | 'forged' | 'unchecked';

type Signed = { keyId: number; signature: string };

function checkSignature<T extends Signed>(signed: T, sign: (what: T, key: Key) => string): Checked {
  const key = keyring().encryption.byId.get(signed.keyId);
  if (!key) return 'unchecked';
  return sign(signed, key) === signed.signature ? 'good' : 'forged';
}

/** Whether we signed a head. */
export const checkHead = (head: SignedHead): Checked => checkSignature(head, signHead);

/** Up to where the chain was dropped: the last row that is gone. */
export type Cut = { at: string; position: number; eventId: number; hash: string; keyId: number };

export type SignedCut = Cut & { signature: string };

export function toSignedCut({ id: _, ...row }: typeof auditCuts.$inferSelect): SignedCut {
  return {
    ...row,
    at: row.at.toISOString(),
    hash: row.hash.toString('hex'),
    signature: row.signature.toString('hex'),
  };
}

export function signCut({ at, position, eventId, hash, keyId }: Cut, key: Key): string {
  const said = JSON.stringify([at, position, eventId, hash, keyId]);
  return createHmac('sha256', deriveKey(key, 'audit cut')).update(said).digest('hex');
}

export const checkCut = (cut: SignedCut): Checked => checkSignature(cut, signCut);
