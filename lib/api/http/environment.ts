import { createMiddleware } from 'hono/factory';
import { clientAddress } from '@/lib/platform/auth/client-address';
import type { Quota } from '@/lib/platform/auth/count-request';
import type { Actor, KeyActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, type RequestOrigin, readsDatabase } from '@/lib/platform/context/context';
import type { Masked } from '@/lib/platform/idempotency/respond-once';
import type { CallKey, keepCall } from '@/lib/platform/requests/keep-call';
import type { MovableClock } from '@/lib/platform/test-mode/test-clock';

import { isRead } from './is-read';

/** What the app is built over; tests give their own database and clock. */
export type ApiDependencies = {
  database: () => Context['db'];
  now: () => Date;
  /** Where the time can be moved: in test mode. */
  clock?: MovableClock;
  /** What is done with each call of a known key; without it, the call is kept. */
  onCall?: typeof keepCall;
};

/** Sends a request on to the process of test mode, with its body, which is read before. */
export type PassToTestMode = (request: Request, body?: string | Buffer) => Promise<Response>;

export type ApiEnv = {
  Bindings: { isUnderNext?: true; testMode?: PassToTestMode };
  Variables: {
    dependencies: ApiDependencies;
    requestId: string;
    /** Nothing is to be changed. */
    isRead: boolean;
    address: string;
    device?: string | undefined;
    /** The origin of the page that a browser sends it from. */
    pageOrigin?: string | undefined;
    /** The methods of the call that is asked for; absent where there is none. */
    allow?: string;
    /** The answer holds codes in clear. */
    isSecret?: boolean;
    /** The answer is made while it is sent. */
    isStreamed?: boolean;
    /** Whose key the call has, once that is known, what the key has left, whose page can read the answer, and whether everybody has the key. */
    call: { quota?: Quota; key?: CallKey; allowedOrigin?: string; isPublic?: true };
  };
};
/** Behind one of the auth middlewares of `authenticate.ts`. */
export type ActorEnv<A extends Actor = Actor> = { Variables: ApiEnv['Variables'] & { ctx: Context<A> } };
/** How an answer that shows a code or a secret is stored: without it, and which one it was. */
export type StoredAnswer = { text: string; reveal: Masked };
export type KeyEnv = { Variables: ActorEnv<KeyActor>['Variables'] & { storedAnswer?: StoredAnswer } };
export type DeskEnv = ActorEnv<UserActor>;

export function makeContext<A extends Actor>(
  variables: Pick<ApiEnv['Variables'], 'dependencies' | 'requestId' | 'isRead' | 'address' | 'device'>,
  actor: A,
): Context<A> {
  const { database, now } = variables.dependencies;
  // A request that reads finds a connection while all that write wait for something.
  const db = variables.isRead ? readsDatabase(database()) : database();
  return { actor, db, now, requestId: variables.requestId, origin: originOf(variables) };
}

export const originOf = ({ address, device }: Pick<ApiEnv['Variables'], 'address' | 'device'>): RequestOrigin => ({
  address,
  device,
});

export const provide = (dependencies: ApiDependencies) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID();
    c.set('dependencies', dependencies);
    c.set('isRead', isRead(c.req.method));
    c.set('requestId', requestId);
    c.set('call', {});
    c.set('address', clientAddress(c.req.raw.headers));
    c.set('device', c.req.header('user-agent'));
    c.set('pageOrigin', c.req.header('origin'));
    await next();
    c.res.headers.set('x-request-id', requestId);
  });
