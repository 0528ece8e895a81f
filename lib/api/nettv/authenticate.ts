import { verifyApiKey } from '@/lib/platform/auth/api-key';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
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
  const { database, now } = variables.dependencies;
  const verified = await verifyApiKey(database(), token, now(), variables.address);
  if (verified.state !== 'ok') throw new Refusal(refusalOf[verified.state]);
  if (!can(verified.actor, 'sales.sell')) throw new Refusal('permission_denied');
  return makeContext(variables, verified.actor);
}
