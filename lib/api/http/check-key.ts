import { isTestMode } from '@/lib/core/env';
import { RateLimited } from '@/lib/core/errors';
import { type KeyCheck, type LaneLimits, modeOfKey, verifyApiKey } from '@/lib/platform/auth/api-key';
import { countRequest } from '@/lib/platform/auth/count-request';
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
    if ('keyId' in check) variables.call.key = { id: check.keyId, integratorId: check.integratorId, lane };
    return check;
  }
  variables.call.key = { id: check.actor.id, integratorId: check.actor.integratorId, lane };
  const quota = await countRequest(database, check.actor.id, lane, check.perMinute);
  variables.call.quota = quota;
  if (quota.isOver) throw new RateLimited(quota.resetSeconds, 'requests');
  return check;
}
