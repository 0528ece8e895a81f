import { type Executor, getDatabase } from '@/db/client';
import type { Actor, SystemActor } from './actor';

/** The first argument of every use case: the actor, the database or a transaction, the clock, and the request's id. */
export type Context<A extends Actor = Actor> = {
  actor: A;
  db: Executor;
  now: () => Date;
  requestId?: string | undefined;
};

/** The process's own database, for adapters: they do not import `db`. */
export const processDatabase: () => Executor = getDatabase;

export function systemContext(db: Executor, name: string): Context<SystemActor> {
  return { actor: { kind: 'system', name }, db, now: () => new Date() };
}

/** Runs `work` in one transaction (a savepoint when already in one) with the same actor and clock. */
export function inTransaction<A extends Actor, T>(ctx: Context<A>, work: (ctx: Context<A>) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => work({ ...ctx, db }));
}
