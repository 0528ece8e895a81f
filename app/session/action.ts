import 'server-only';
import { cookies, headers } from 'next/headers';
import { getMessages } from 'next-intl/server';
import type { z } from 'zod';
import { asNotNow } from '@/lib/core/database-errors';
import { DomainError, type FieldErrors, Forbidden, Invalid, OutcomeUnknown, Unauthenticated } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { refusalsOf, translateSentence } from '@/lib/core/translate-sentence';
import { deviceCookie } from '@/lib/platform/auth/browser-cookies';
import { clientAddress } from '@/lib/platform/auth/client-address';
import { assertPageUser, pageUserHeader } from '@/lib/platform/auth/page-user';
import type { SystemActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, processDatabase, systemContext } from '@/lib/platform/context/context';
import type { Operation } from '@/lib/platform/context/operation';
import type { Permission } from '@/lib/platform/context/permissions';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { findUserContext } from './current-user';

export type ActionFailure = {
  ok: false;
  code: string;
  message: string;
  fields: FieldErrors;
  details: Record<string, unknown>;
  requestId: string;
};
export type ActionResult<T> = { ok: true; value: T } | ActionFailure;

/** `none`: whatever else it is called with would be sent, so a caller that adds something does not compile. */
export type Action<Input, T> = (input: Input, ...none: never[]) => Promise<ActionResult<T>>;

/**
 * Makes a server action of a use case: session, use case, result. A refusal comes back as a value with its field errors;
 * a fault is logged under the request id that the answer carries. A key that the use case does not know is refused.
 */
export function action<S extends z.ZodType, T>(execute: Operation<S, T, UserActor>): Action<z.input<S>, T> {
  return async (input) => {
    let requestId: string = crypto.randomUUID();
    let ctx: Context<UserActor> | null = null;
    try {
      ctx = await findUserContext();
      if (!ctx) throw new Unauthenticated('You are signed out. Sign in again; what you typed is still here.');
      requestId = ctx.requestId ?? requestId;
      assertPageUser((await headers()).get(pageUserHeader), ctx.actor);
      return { ok: true, value: await execute.strict(ctx, input) };
    } catch (error) {
      if (ctx && error instanceof Forbidden) recordRefusal(ctx, execute.permission);
      return translated(failure(error, requestId));
    }
  };
}

function recordRefusal(ctx: Context<UserActor>, permission: Permission | null): void {
  recordSecurityEvent(ctx, { kind: 'action.refused', data: permission ? { permission } : {} });
}

/** As `action`, for people who are not signed in: the use case asks for no permission and bounds who calls it by address. */
export function publicAction<S extends z.ZodType, T>(execute: Operation<S, T, SystemActor>): Action<z.input<S>, T> {
  return async (input) => {
    const given = await headers();
    const requestId = given.get('x-request-id') ?? crypto.randomUUID();
    try {
      const origin = { address: clientAddress(given), device: given.get('user-agent') ?? undefined };
      const jar = await cookies();
      const remember = (device: string) => deviceCookie.write(jar, device);
      const browser = { device: deviceCookie.read(jar), remember };
      const ctx = { ...systemContext(processDatabase(), 'Sign-in page'), requestId, origin, browser };
      return { ok: true, value: await execute.strict(ctx, input) };
    } catch (error) {
      return translated(failure(error, requestId));
    }
  };
}

/** For people, who have no `Idempotency-Key`. */
const lostAnswer = 'The answer of the database was lost: this may have been done. Check before you do it again.';

/** In the language of the desk of anyone who is refused. */
async function translated(failed: ActionFailure): Promise<ActionFailure> {
  const refusals = refusalsOf(await getMessages());
  const fields = Object.entries(failed.fields).map(([name, sentences]) => [
    name,
    sentences.map((sentence) => translateSentence(refusals, sentence)),
  ]);
  return { ...failed, message: translateSentence(refusals, failed.message), fields: Object.fromEntries(fields) };
}

function failure(thrown: unknown, requestId: string): ActionFailure {
  const notNow = asNotNow(thrown);
  if (notNow?.cause) logger.error({ err: notNow.cause, requestId }, 'action failed');
  const error = notNow ?? thrown;
  if (error instanceof DomainError) {
    return {
      ok: false,
      code: 'reason' in error ? String(error.reason) : error.code,
      message: error instanceof OutcomeUnknown ? lostAnswer : error.message,
      fields: error instanceof Invalid ? error.fields : {},
      details: 'details' in error ? (error.details as Record<string, unknown>) : {},
      requestId,
    };
  }
  logger.error({ err: error, requestId }, 'action failed');
  const message = 'Something failed on our side. Try again; if it stays, quote the request id.';
  return { ok: false, code: 'server_error', message, fields: {}, details: {}, requestId };
}
