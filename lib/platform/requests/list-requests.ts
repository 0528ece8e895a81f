import { and, desc, eq, gte, like, lt, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { apiRequests } from '@/db/schema/requests';
import { NotFound } from '@/lib/core/errors';
import { type Keyset, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { beginning } from '@/lib/core/like-pattern';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { ownerOf, ownIntegrator } from '@/lib/platform/context/own-integrator';
import { can } from '@/lib/platform/context/permissions';
import { listOwnRequestsInput, listRequestsInput, requestByIdInput, requestInput } from './schemas';

export const requestColumns = {
  id: apiRequests.id,
  at: apiRequests.at,
  integratorId: apiRequests.integratorId,
  integratorName: integrators.name,
  keyId: apiRequests.apiKeyId,
  keyName: apiKeys.name,
  keyPrefix: apiKeys.prefix,
  lane: apiRequests.lane,
  method: apiRequests.method,
  path: apiRequests.path,
  status: apiRequests.status,
  durationMs: apiRequests.durationMs,
  requestId: apiRequests.requestId,
  errorCode: apiRequests.errorCode,
};
const wholeColumns = {
  ...requestColumns,
  query: apiRequests.query,
  body: apiRequests.body,
  answer: apiRequests.answer,
};

const newest: Keyset = { name: 'requests', value: null, type: 'integer', id: sql`${apiRequests.id}`, descending: true };

/** Calls of API keys without what they carried, newest first; a key's of its own integrator alone. @throws Forbidden, Invalid */
export const listRequests = operation('requests.read', listRequestsInput, (ctx, input) =>
  readRequests(ctx, ownerOf(ctx.actor), input),
);

/** The calls of a partner's own company. @throws Forbidden, Invalid */
export const listOwnRequests = operation('partner.read', listOwnRequestsInput, (ctx, input) =>
  readRequests(ctx, ownIntegrator(ctx), input),
);

/** One call with what it carried, masked. @throws Forbidden, Invalid, NotFound */
export const getRequest = operation('requests.read', requestInput, async (ctx, { id }) =>
  shownTo(ctx, await readRequest(ctx, ownerOf(ctx.actor), eq(apiRequests.id, id))),
);

/** @throws Forbidden, Invalid, NotFound (also of another company) */
export const getOwnRequest = operation('partner.read', requestInput, (ctx, { id }) =>
  readRequest(ctx, ownIntegrator(ctx), eq(apiRequests.id, id)),
);

/** The last call of that request id. @throws Forbidden, Invalid, NotFound (also of another company's) */
export const getRequestById = operation('requests.read', requestByIdInput, async (ctx, { requestId }) =>
  shownTo(ctx, await readRequest(ctx, ownerOf(ctx.actor), eq(apiRequests.requestId, requestId))),
);

export type RequestSummary = Awaited<ReturnType<typeof listRequests>>['rows'][number];
export type RequestDetails = Awaited<ReturnType<typeof getRequest>>;

type Listed = Omit<z.output<typeof listRequestsInput>, 'integratorId'> & { integratorId?: number | undefined };

async function readRequests({ db }: Context, owner: number | null, { after, limit, ...filter }: Listed) {
  const request = { after, page: 1, perPage: limit };
  const clauses = keysetClauses(newest, request);
  const found = await db
    .select({ ...requestColumns, sortValue: clauses.sortValue })
    .from(apiRequests)
    .innerJoin(integrators, eq(integrators.id, apiRequests.integratorId))
    .innerJoin(apiKeys, eq(apiKeys.id, apiRequests.apiKeyId))
    .where(and(isOf(owner), requestsWhere(filter), clauses.where))
    .orderBy(...clauses.orderBy)
    .limit(clauses.limit);
  return keysetPage(newest, request, clauses.at, found);
}

async function readRequest({ db }: Context, owner: number | null, which: SQL) {
  const [row] = await db
    .select(wholeColumns)
    .from(apiRequests)
    .innerJoin(integrators, eq(integrators.id, apiRequests.integratorId))
    .innerJoin(apiKeys, eq(apiKeys.id, apiRequests.apiKeyId))
    .where(and(isOf(owner), which))
    .orderBy(desc(apiRequests.id))
    .limit(1);
  if (!row) throw new NotFound('The request');
  return row;
}

/** In answers: what a purchase was charged, what came back of it, and the credit around it. */
const charges = /"(charged|refunded_amount|credits_\w+)":[^,}\]]*/g;
const cameBack = /"(amount)":[^,}\]]*/g;

/** A person without `money.read` sees what was bought and not what it was charged; a key reads its own. */
function shownTo<Row extends { path: string; answer: string | null }>({ actor }: Context, row: Row): Row {
  if (actor.kind === 'key' || can(actor, 'money.read') || row.answer === null) return row;
  const answer = row.answer.replace(charges, '"$1":"••••"');
  return { ...row, answer: row.path.endsWith('/void') ? answer.replace(cameBack, '"$1":"••••"') : answer };
}

const isOf = (owner: number | null) => (owner === null ? undefined : eq(apiRequests.integratorId, owner));

export function requestsWhere({ outcome, method, lane, integratorId, keyId, search }: Omit<Listed, 'after' | 'limit'>) {
  const { status, requestId, path } = apiRequests;
  return and(
    outcome &&
      { answered: lt(status, 400), refused: and(gte(status, 400), lt(status, 500)), failed: gte(status, 500) }[outcome],
    method ? eq(apiRequests.method, method) : undefined,
    lane ? eq(apiRequests.lane, lane) : undefined,
    integratorId ? eq(apiRequests.integratorId, integratorId) : undefined,
    keyId ? eq(apiRequests.apiKeyId, keyId) : undefined,
    search ? (search.startsWith('/') ? like(path, beginning(search)) : eq(requestId, search)) : undefined,
  );
}
