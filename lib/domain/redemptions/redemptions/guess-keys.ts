import { addressBucket } from '@/lib/core/address-bucket';
import type { Actor } from '@/lib/platform/context/actor';
import { can } from '@/lib/platform/context/permissions';

/**
 * The names under which the failures of this caller are counted. A key that can read redemptions learns the reasons
 * anyway and is counted for unknown codes alone, of which it has many: a platform's customers mistype all day.
 */
export function guessKeys(actor: Actor, address: string | undefined): string[] {
  if (can(actor, 'redemptions.read')) return actor.kind === 'key' ? [`codes:key:${actor.id}`] : [];
  const who = actor.kind === 'key' ? [`guess:key:${actor.id}`] : [];
  const where = address && address !== 'unknown' ? [`guess:address:${addressBucket(address)}`] : [];
  return [...who, ...where];
}
