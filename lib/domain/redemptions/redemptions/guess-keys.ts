import { addressBucket } from '@/lib/core/address-bucket';
import type { Actor } from '@/lib/platform/context/actor';
import { can } from '@/lib/platform/context/permissions';

/**
 * The names under which the failures of this caller are counted. A key that can read redemptions learns the reasons
 * anyway and is counted for unknown codes alone, of which it has many: a platform's customers mistype all day. A publishable key
 * is counted so for everybody who has it, and each of them as a stranger by their address.
 */
export function guessKeys(actor: Actor, address: string | undefined): string[] {
  if (actor.kind === 'key' && can(actor, 'redemptions.check')) return [`codes:key:${actor.id}`, ...atAddress(address)];
  if (can(actor, 'redemptions.read')) return actor.kind === 'key' ? [`codes:key:${actor.id}`] : [];
  const who = actor.kind === 'key' ? [`guess:key:${actor.id}`] : [];
  return [...who, ...atAddress(address)];
}

const atAddress = (address: string | undefined) =>
  address && address !== 'unknown' ? [`guess:address:${addressBucket(address)}`] : [];
