import { RateLimited } from '@/lib/core/errors';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { checkKey } from '../http/check-key';
import { type ApiEnv, makeContext } from '../http/environment';
import { Refusal } from './refusal';

const refusalOf = {
  unknown: 'token_not_found',
  revoked: 'inactive_token',
  expired: 'inactive_token',
  account_inactive: 'inactive_account',
  wrong_network: 'permission_denied',
} as const;

/** The actor of a token of this contract. The token itself goes no further than here. @throws Refusal */
export async function authenticate(variables: ApiEnv['Variables'], token: unknown): Promise<Context<KeyActor>> {
  if (token === undefined || token === null || token === '') throw new Refusal('token_not_provided');
  if (typeof token !== 'string') throw new Refusal('token_not_found');
  const verified = await checkKey(variables, token, 'nettv').catch(refuseLimited);
  if (verified.state !== 'ok') throw new Refusal(refusalOf[verified.state]);
  const ctx = makeContext(variables, verified.actor);
  if (can(ctx.actor, 'sales.sell')) return ctx;
  // Of a key that everybody has, the list of events says nothing.
  if (verified.publishable) throw new Refusal('permission_denied');
  recordSecurityEvent(ctx, { kind: 'action.refused', data: { permission: 'sales.sell' } });
  throw new Refusal('permission_denied');
}

function refuseLimited(error: unknown): never {
  if (!(error instanceof RateLimited)) throw error;
  throw new Refusal('rate_limited', error.message, { 'retry-after': String(error.retryAfterSeconds) });
}
