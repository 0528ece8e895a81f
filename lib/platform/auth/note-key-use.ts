import type { Executor } from '@/db/client';
import { addressBucket } from '@/lib/core/address-bucket';
import { logger } from '@/lib/core/logger';
import type { RequestOrigin } from '@/lib/platform/context/context';
import { type EventSource, recordSecurityEvent } from '@/lib/platform/security/record-event';
import type { KeyCheck } from './api-key';
import { seeNetwork } from './key-networks.sql';

const dayMs = 24 * 60 * 60 * 1000;
const remembered = 10_000;

/** When this process last wrote down that a key is used from a network: once a day is enough. */
const seen = new Map<string, number>();

type KeyUse = { origin: RequestOrigin; requestId?: string | undefined };

/**
 * Records that a key was refused, or that it is used from a network that it was never used from. Where a key is used from
 * first is only learned. Never in the way of the request. Of a publishable key nothing is: it is used from everywhere, and who
 * opens the page could fill the list.
 */
export async function noteKeyUse(db: Executor, check: KeyCheck, use: KeyUse, now: Date): Promise<void> {
  if ('publishable' in check && check.publishable) return;
  const source: EventSource = { actor: null, now: () => now, ...use };
  if (check.state !== 'ok') {
    const tried = 'keyId' in check ? { apiKeyId: check.keyId, name: check.integratorName } : undefined;
    recordSecurityEvent({ ...source, tried }, { kind: 'key.refused', data: { reason: check.state } });
    return;
  }
  const { actor } = check;
  if (use.origin.address === 'unknown') return;
  const network = addressBucket(use.origin.address);
  const name = `${actor.id} ${network}`;
  if (now.getTime() - (seen.get(name) ?? 0) < dayMs) return;
  if (seen.size >= remembered) seen.clear();
  seen.set(name, now.getTime());
  try {
    const isNew = await seeNetwork(db, { keyId: actor.id, network, at: now.toISOString() });
    if (isNew) recordSecurityEvent({ ...source, actor }, { kind: 'key.new_network', data: { network } });
  } catch (error) {
    seen.delete(name);
    logger.error({ err: error, keyId: actor.id }, 'the network of a key was not noted');
  }
}

/** For tests, which give each database keys of the same ids. */
export function forgetKeyNetworks(): void {
  seen.clear();
}
