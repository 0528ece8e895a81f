import { type Executor, getDatabase, readsOf } from '@/db/client';
import type { Actor, SystemActor } from './actor';
import { processNow } from './process-clock';

/** Where a request came from: its address (`unknown` where nobody vouches for one), and what sent it, by its own word. */
export type RequestOrigin = { address: string; device?: string | undefined };

/** The first argument of every use case: the actor, the database or a transaction, the clock, and the request's id. */
export type Context<A extends Actor = Actor> = {
  actor: A;
  db: Executor;
  now: () => Date;
  requestId?: string | undefined;
  origin?: RequestOrigin | undefined;
  /** The browser of somebody who is not signed in, as the desk knows it. */
  browser?: KnownBrowser | undefined;
  /** Where the browser of a page reached the desk: passkeys are made for this host. */
  site?: Site | undefined;
  /** A second person has approved this: nobody is asked for one again, nor for a proof, and audit rows name them. */
  approval?: { id: number; approver: string } | undefined;
};

/** `device`: the cookie that a browser is known by; `remember` gives it the one that it is known by from now on. */
export type KnownBrowser = { device: string | undefined; remember: (device: string) => void };

export type Site = { id: string; origin: string };

/** The process's own database, for adapters: they do not import `db`. */
export const processDatabase: () => Executor = getDatabase;

/** The connections of that database for requests that read: they do not wait behind those that write. */
export const readsDatabase: (db: Executor) => Executor = readsOf;

export function systemContext(db: Executor, name: string): Context<SystemActor> {
  return { actor: { kind: 'system', name }, db, now: processNow };
}

/** Runs `work` in one transaction (a savepoint when already in one) with the same actor and clock. */
export function inTransaction<A extends Actor, T>(ctx: Context<A>, work: (ctx: Context<A>) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => work({ ...ctx, db }));
}
