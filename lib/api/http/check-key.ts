import { isTestMode } from '@/lib/core/env';
import { RateLimited } from '@/lib/core/errors';
import { type KeyCheck, type LaneLimits, modeOfKey, verifyApiKey } from '@/lib/platform/auth/api-key';
import { countRequest, countVisitor, type Quota } from '@/lib/platform/auth/count-request';
import { noteKeyUse } from '@/lib/platform/auth/note-key-use';
import { readsDatabase } from '@/lib/platform/context/context';
import { type ApiEnv, originOf } from './environment';

/**
 * Whose key it is, or why it is refused; what of it concerns security is recorded. The request is counted under its lane.
 * A test key is unknown here, and a live one in test mode, before any database is asked. @throws RateLimited
 */
export async function checkKey(variables: ApiEnv['Variables'], key: string, lane: keyof LaneLimits): Promise<KeyCheck> {
  if (modeOfKey(key) !== (isTestMode() ? 'test' : 'live')) return { state: 'unknown' };
  const { dependencies, requestId, address } = variables;
  const now = dependencies.now();
  // Of every call alike, whatever it is about to write: a request is counted for each database.
  const database = readsDatabase(dependencies.database());
  const check = await verifyApiKey(database, key, now, address);
  await noteKeyUse(database, check, { origin: originOf(variables), requestId }, now);
  if (check.state !== 'ok') {
    const isKept = 'keyId' in check && !check.publishable;
    if (isKept) variables.call.key = { id: check.keyId, integratorId: check.integratorId, lane };
    return check;
  }
  const { actor, publishable } = check;
  const { call, pageOrigin } = variables;
  if (publishable) {
    call.isPublic = true;
    if (pageOrigin !== undefined && publishable.origins.includes(pageOrigin)) call.allowedOrigin = pageOrigin;
    // Before the key is counted: who asks without pause takes nothing of what is left for others.
    refuseBeyond(call, await countVisitor(database, actor.id, address));
  } else {
    call.key = { id: actor.id, integratorId: actor.integratorId, lane };
  }
  refuseBeyond(call, await countRequest(database, actor.id, lane, check.perMinute));
  // Beyond their limits, calls with a publishable key are not kept: everybody has it.
  call.key = { id: actor.id, integratorId: actor.integratorId, lane };
  return check;
}

/** The answer names the quota of which least is left. @throws RateLimited */
function refuseBeyond(call: ApiEnv['Variables']['call'], quota: Quota | null): void {
  if (!quota) return;
  if (!call.quota || quota.remaining <= call.quota.remaining) call.quota = quota;
  if (quota.isOver) throw new RateLimited(quota.resetSeconds, 'requests');
}
