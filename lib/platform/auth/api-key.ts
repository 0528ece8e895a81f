import { hash, randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { keepStatement } from '@/db/keep-statement';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { settings } from '@/db/schema/team';
import { shareStatement } from '@/lib/core/share-statement';
import type { KeyActor } from '@/lib/platform/context/actor';
import { type KeyScope, publishableScope, scopes } from '@/lib/platform/context/scopes';
import { type KeyState, keyState } from './key-state';
import { isWithin } from './networks';

/** How many requests a minute a key can make in each lane of the API. */
export type LaneLimits = Record<'v1' | 'management' | 'nettv', number>;

export type KeyCheck =
  | { state: 'ok'; actor: KeyActor; perMinute: LaneLimits; publishable: Publishable | null }
  | { state: 'unknown' }
  | {
      state: Exclude<KeyState, 'active'> | 'account_inactive' | 'wrong_network';
      publishable: Publishable | null;
      keyId: number;
      integratorId: number;
      integratorName: string;
    };

/** Of a key that is in everybody's browser: whose pages it works in. */
type Publishable = { origins: readonly string[] };

/** How keys of each mode begin; what they are asked in follows from that alone. */
const beginnings = { live: 'cdk_', test: 'cdk_test_' } as const;
export type KeyMode = keyof typeof beginnings;
/** What a publishable key says next. It is for people: what a key can do is in its row. */
const publishableMark = 'pub_';
type KeyKind = 'secret' | 'publishable';

export const modeOfKey = (key: string): KeyMode => (key.startsWith(beginnings.test) ? 'test' : 'live');

/** A new key. A secret one is shown once; the row keeps its digest and a prefix people can recognise. */
export function generateApiKey(
  mode: KeyMode = 'live',
  kind: KeyKind = 'secret',
): { key: string; prefix: string; digest: Buffer } {
  const beginning = beginnings[mode] + (kind === 'publishable' ? publishableMark : '');
  const key = beginning + randomBytes(24).toString('base64url');
  // One in some millions would read as a key of the other mode or kind.
  if (modeOfKey(key) !== mode || kindOfKey(key) !== kind) return generateApiKey(mode, kind);
  return { key, prefix: key.slice(0, beginning.length + 6), digest: digestApiKey(key) };
}

const kindOfKey = (key: string): KeyKind =>
  key.startsWith(beginnings[modeOfKey(key)] + publishableMark) ? 'publishable' : 'secret';

function digestApiKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

const rowsOfKeys = (db: Executor) =>
  keepStatement(db, 'rows_of_api_keys', ({ db, name }) =>
    db
      .select({
        id: apiKeys.id,
        digest: apiKeys.digest,
        integratorId: apiKeys.integratorId,
        integratorName: integrators.name,
        scopes: apiKeys.scopes,
        couponLimit: apiKeys.couponLimit,
        couponIds: apiKeys.couponIds,
        networks: apiKeys.networks,
        expiresAt: apiKeys.expiresAt,
        revokedAt: apiKeys.revokedAt,
        lastUsedAt: apiKeys.lastUsedAt,
        disabledAt: integrators.disabledAt,
        requestsPerMinute: apiKeys.requestsPerMinute,
        publishableKey: apiKeys.publishableKey,
        origins: apiKeys.origins,
        v1: settings.v1PerMinute,
        management: settings.managementPerMinute,
        nettv: settings.nettvPerMinute,
      })
      .from(apiKeys)
      .innerJoin(integrators, eq(integrators.id, apiKeys.integratorId))
      .leftJoin(settings, eq(settings.id, 1))
      .where(
        sql`${apiKeys.digest} = any (array(
          select decode(d, 'hex') from jsonb_array_elements_text(${sql.placeholder('digests')}::text::jsonb) d))`,
      )
      .prepare(name),
  );

type KeyRow = Awaited<ReturnType<ReturnType<typeof rowsOfKeys>['execute']>>[number];

/** Requests that arrive together ask together, and of one key once. Nothing is kept: a revoked key is refused at once. */
const rowOfKey = (db: Executor) =>
  keepStatement(db, 'row_of_api_key', () =>
    shareStatement<string, KeyRow | undefined>({
      run: async (digests) => {
        const rows = await rowsOfKeys(db).execute({ digests: JSON.stringify([...new Set(digests)]) });
        const known = new Map(rows.map((row) => [row.digest.toString('hex'), row]));
        return digests.map((digest) => known.get(digest));
      },
    }),
  );

/** The integrator whose key it is, also of one that is revoked or over. Undefined for a key that nobody made. */
export async function ownerOfKey(db: Executor, key: string): Promise<number | undefined> {
  return (await rowOfKey(db)(digestApiKey(key).toString('hex')))?.integratorId;
}

/** The actor of a key that is used from an address, or why it is refused. */
export async function verifyApiKey(db: Executor, key: string, now: Date, address?: string): Promise<KeyCheck> {
  const row = await rowOfKey(db)(digestApiKey(key).toString('hex'));
  if (!row) return { state: 'unknown' };
  const publishable = row.publishableKey === null ? null : { origins: row.origins };
  const named = { keyId: row.id, integratorId: row.integratorId, integratorName: row.integratorName, publishable };
  const state = keyState(row, now);
  if (state !== 'active') return { state, ...named };
  if (row.disabledAt) return { state: 'account_inactive', ...named };
  if (row.networks.length > 0 && !isWithin(row.networks, address)) return { state: 'wrong_network', ...named };
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > 60_000) {
    await db
      .update(apiKeys)
      .set({ lastUsedAt: sql`greatest(last_used_at, ${now.toISOString()})` })
      // Its use is noted once a minute, without waiting for a change of the key.
      .where(
        eq(
          apiKeys.id,
          db
            .select({ id: apiKeys.id })
            .from(apiKeys)
            .where(eq(apiKeys.id, row.id))
            .for('no key update', { skipLocked: true }),
        ),
      );
  }
  return {
    state: 'ok',
    perMinute: limitsOf(row),
    publishable,
    actor: {
      kind: 'key',
      id: row.id,
      integratorId: row.integratorId,
      integratorName: row.integratorName,
      couponLimit: row.couponLimit,
      couponIds: row.couponIds,
      scopes: scopesOf(row),
    },
  };
}

/** A publishable key has its one scope, whatever else its row says. */
function scopesOf({ publishableKey, scopes: given }: KeyRow): KeyScope[] {
  return publishableKey === null ? scopes.filter((scope) => given.includes(scope)) : [publishableScope];
}

/** As the settings are when there are none. */
const usualPerMinute = 300_000;
/** Of a publishable key with no limit of its own: what customers type, not what a program sends. */
const publishablePerMinute = 600;

function limitsOf({ requestsPerMinute: own, publishableKey, v1, management, nettv }: KeyRow): LaneLimits {
  if (publishableKey !== null) {
    const limit = own ?? publishablePerMinute;
    return { v1: limit, management: limit, nettv: limit };
  }
  return {
    v1: own ?? v1 ?? usualPerMinute,
    management: own ?? management ?? usualPerMinute,
    nettv: own ?? nettv ?? usualPerMinute,
  };
}
