import { approvals } from '@/db/schema/approvals';
import { NeedsSecondPerson } from '@/lib/core/errors';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { takeApprovedExport } from './approved-export';
import { type ApprovalKind, approvalMs } from './kinds';
import { readFourEyes } from './read-four-eyes';
import { assertNoneWaits } from './same-request';
import type { FourEyes } from './schemas';

export type Need = {
  /** The beginning of the refusal, such as `Credit above Rs 50,000`. */
  what: string;
  /** What is asked for, for people who decide. */
  summary: Record<string, unknown>;
  subjectKind: string;
  subjectId: number;
  /** In place of the input as it came, where that depends on what it changes. */
  input?: Record<string, unknown>;
  /** Why, where the input says it. */
  reason?: string;
};

/**
 * The guard of a use case: `need` says what of an input needs a second person, and null of all others. What a person sent is
 * kept as a draft until they say why; what waits already is refused with Conflict `already_waiting`. Neither the system nor what was approved is asked.
 */
export function secondPerson<I extends object, A extends Actor = Actor>(
  kind: ApprovalKind,
  need: (ctx: Context<A>, input: I, limits: FourEyes) => Promise<Need | null> | Need | null,
): (ctx: Context<A>, input: I) => Promise<Context<A>> {
  return async (ctx, input) => {
    if (ctx.approval || ctx.actor.kind === 'system') return ctx;
    const needed = await need(ctx, input, await readFourEyes(ctx.db));
    if (!needed) return ctx;
    if (ctx.actor.kind === 'key') throw refuseKey(needed.what);
    const asked = { kind, input: (needed.input ?? input) as Record<string, unknown>, needed, askerId: ctx.actor.id };
    const approval = kind === 'codes_export' ? await takeApprovedExport(ctx, asked) : null;
    if (approval) return { ...ctx, approval };
    await assertNoneWaits(ctx, asked);
    throw new NeedsSecondPerson(`${needed.what} needs a second person. Nothing was changed.`, {
      approvalId: await draft(ctx, asked),
      ...(needed.reason ? { reason: needed.reason } : {}),
    });
  };
}

/** A key has nobody to ask. */
export const refuseKey = (what: string) =>
  new NeedsSecondPerson(`${what} needs a second person, so it is done at the desk and not with an API key.`);

type Asked = { kind: ApprovalKind; input: Record<string, unknown>; needed: Need; askerId: number };

async function draft({ db, now }: Context, { kind, input, needed, askerId }: Asked): Promise<number> {
  const { summary, subjectKind, subjectId } = needed;
  const [row] = await db
    .insert(approvals)
    .values({
      ...{ kind, input, summary, subjectKind, subjectId, askerId },
      ...{ createdAt: now(), expiresAt: new Date(now().getTime() + approvalMs) },
    })
    .returning({ id: approvals.id });
  if (!row) throw new Error('The draft was not written.');
  return row.id;
}
