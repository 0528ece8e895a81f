import { addressBucket } from '@/lib/core/address-bucket';
import type { Actor } from '@/lib/platform/context/actor';
import { can } from '@/lib/platform/context/permissions';

/**
 * The names under which the failures of this caller are counted. A key that can read redemptions learns the reasons
 * anyway and is counted for unknown codes alone, of which it has many: a platform's customers mistype all day. A publishable key
 * is counted so for everybody who has it, and for each address with it: behind one address are many customers, whose typing
 * errors have nothing to do with each other nor with other shops.
 */
export function guessKeys(actor: Actor, address: string | undefined): string[] {
  if (actor.kind === 'key' && can(actor, 'redemptions.check')) {
    return [`codes:key:${actor.id}`, ...bucketOf(address).map((bucket) => `codes:key:${actor.id}:${bucket}`)];
  }
  if (can(actor, 'redemptions.read')) return actor.kind === 'key' ? [`codes:key:${actor.id}`] : [];
  const who = actor.kind === 'key' ? [`guess:key:${actor.id}`] : [];
  return [...who, ...bucketOf(address).map((bucket) => `guess:address:${bucket}`)];
}

const bucketOf = (address: string | undefined) => (address && address !== 'unknown' ? [addressBucket(address)] : []);
