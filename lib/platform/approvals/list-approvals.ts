import { and, desc, eq, gt, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Executor } from '@/db/client';
import { approvals } from '@/db/schema/approvals';
import { users } from '@/db/schema/team';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { type ApprovalKind, kindsFor } from './kinds';

/** `expired`: nobody decided, or nobody fetched what was approved, in time. */
export type ApprovalState = Exclude<(typeof approvals.$inferSelect)['state'], 'draft'> | 'expired';

export type ApprovalSummary = {
  id: number;
  kind: ApprovalKind;
  summary: Record<string, unknown>;
  reason: string;
  asker: string;
  decider: string | null;
  answer: string | null;
  createdAt: Date;
  expiresAt: Date;
  decidedAt: Date | null;
  state: ApprovalState;
  isOwn: boolean;
  /** What its asker sends again to get an export that was approved. */
  exportInput: Record<string, unknown> | null;
};

const shown = 200;

/** What the actor sees: what they asked for, and what they could decide. */
export function visibleTo(actor: Actor): SQL | undefined {
  const own = actor.kind === 'user' ? eq(approvals.askerId, actor.id) : undefined;
  const kinds = kindsFor(actor);
  const decidable = kinds.length > 0 ? sql`${approvals.kind} in ${kinds}` : undefined;
  return and(ne(approvals.state, 'draft'), or(own, decidable) ?? sql`false`);
}

/** Whether somebody can ever ask or decide: a role that only looks has nothing there. */
export const takesPart = (actor: Actor) =>
  kindsFor(actor).length > 0 || can(actor, 'sales.sell') || can(actor, 'codes.reveal');

/** The newest, those that wait first. @throws Forbidden */
export const listApprovals = operation(
  'sales.read',
  noInput,
  (ctx): Promise<ApprovalSummary[]> => readApprovals(ctx, visibleTo(ctx.actor)),
);

/** What waits for the actor: to be decided, or to be fetched. Asks for no permission. */
export function listOwnTasks(ctx: Context): Promise<ApprovalSummary[]> {
  const { actor } = ctx;
  const isOwn = sql`${approvals.askerId} = ${actor.kind === 'user' ? actor.id : 0}`;
  const open = or(and(eq(approvals.state, 'waiting'), sql`not ${isOwn}`), and(eq(approvals.state, 'approved'), isOwn));
  return readApprovals(ctx, and(visibleTo(actor), open, gt(approvals.expiresAt, ctx.now())));
}

async function readApprovals(ctx: Context, where: SQL | undefined): Promise<ApprovalSummary[]> {
  const rows = await selectApprovals(ctx.db)
    .where(where)
    .orderBy(desc(sql`${approvals.state} = 'waiting'`), desc(approvals.id))
    .limit(shown);
  return rows.map((row) => toApprovalSummary(ctx, row));
}

/** The query every read of requests starts from; add its own `where`. */
export function selectApprovals(db: Executor) {
  const askers = alias(users, 'askers');
  const deciders = alias(users, 'deciders');
  return db
    .select({ id: approvals.id, approval: approvals, asker: askers.name, decider: deciders.name })
    .from(approvals)
    .innerJoin(askers, eq(askers.id, approvals.askerId))
    .leftJoin(deciders, eq(deciders.id, approvals.deciderId));
}

type Row = Awaited<ReturnType<typeof selectApprovals>>[number];

/** A request as the actor sees it now. */
export function toApprovalSummary({ actor, now }: Context, { approval, asker, decider }: Row): ApprovalSummary {
  const { id, summary, reason, answer, createdAt, expiresAt, decidedAt } = approval;
  const isOwn = actor.kind === 'user' && approval.askerId === actor.id;
  const state = stateAt(approval, now());
  const exportInput = isOwn && state === 'approved' ? approval.input : null;
  const kind = approval.kind as ApprovalKind;
  const whole = { id, kind, summary, answer, createdAt, expiresAt, decidedAt, asker, decider };
  return { ...whole, reason: reason ?? '', state, isOwn, exportInput };
}

function stateAt({ state, expiresAt }: typeof approvals.$inferSelect, now: Date): ApprovalState {
  if (state === 'draft') throw new Error('A draft is shown to nobody.');
  return (state === 'waiting' || state === 'approved') && expiresAt <= now ? 'expired' : state;
}
