import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { codeUploads } from '@/db/schema/code-uploads';
import { tableImports, tableUploads } from '@/db/schema/table-imports';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { openServed, type Received, type Served } from '@/lib/api/testing';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { keptTables } from '@/lib/domain/coupons/imports/kept-tables';
import { inPieces } from '@/lib/domain/coupons/imports/testing';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeExportFile } from '@/lib/domain/exports/testing';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCode, makeCoupon, makePrice } from '@/lib/domain/redemptions/redemptions/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { makeRequestRow } from '@/lib/platform/requests/testing';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { deliveriesOf, makeEndpoint, saleData } from '@/lib/platform/webhooks/testing';
import type { VariedRequest } from './requests';
import type { Target } from './targets';

export type World = Served & {
  /** Whose the redemption, the sale and a webhook are that calls are about. */
  integratorId: number;
  /** Sends the call about fresh rows, by default with a key or a session of every right; `as` is a key, or a cookie of the desk. */
  call: (target: Target, request: VariedRequest, as?: string | null) => Promise<Answered>;
};
/** `changed`: the tables of which a row was made, changed or deleted. */
export type Answered = Received & { changed: string[] };

/** Tables that note a request, and so a refused one too: who called and when, its kept answer, how often it guessed, that it was refused. */
const notes = new Set(['api_keys', 'api_requests', 'sessions', 'idempotency_keys', 'rate_limits', 'security_events']);

/** There are more: a watch over none would find nothing changed. */
const leastTables = 50;

export async function openWorld(): Promise<World> {
  const served = await openServed(undefined, { hasClock: true });
  const { db } = served;
  const admin = await makeUserContext(db, 'admin');
  const integrator = { name: 'Fuzz', scopes: [...scopes], couponLimit: 'all' as const, creditPaisa: 100_000_000_000 };
  const { key, keyId, integratorId } = await createIntegratorKey(admin, integrator);
  const buyer: Context = {
    ...admin,
    actor: {
      kind: 'key',
      id: keyId,
      integratorId,
      integratorName: integrator.name,
      scopes,
      couponLimit: 'all',
      couponIds: [],
    },
  };
  const cookie = await cookieOf(admin);
  const partner = await makeUserContext(db, 'partner', undefined, integratorId);
  const partnerCookie = await cookieOf(partner);
  const lasting = { token: key, integrator: String(integratorId), ...(await makeLasting(admin, buyer)) };
  const changedTables = await watchTables(served);
  let fresh: Awaited<ReturnType<typeof makeFresh>> | undefined;

  // No role holds what is a partner's as well.
  const ofEveryRight = ({ needs }: Target) => (needs?.startsWith('partner.') ? partnerCookie : cookie);

  return {
    ...served,
    integratorId,
    async call(target, request, given) {
      if (!fresh) {
        fresh = await makeFresh(admin, buyer);
        await changedTables();
      }
      const values = { ...lasting, ...fresh };
      const bearer = given === undefined ? key : given;
      const own: Record<string, string> =
        target.contract === 'desk'
          ? { 'sec-fetch-site': 'same-origin', ...(bearer ? { cookie: given ?? ofEveryRight(target) } : {}) }
          : bearer
            ? { authorization: `Bearer ${bearer}` }
            : {};
      const named = { ...values, token: bearer ?? '', once: randomUUID() };
      const query = request.query.map(([name, value]) => `${name}=${fill(value, named)}`).join('&');
      const path = fill(request.path, named);
      const answer = await served.send({
        method: target.method,
        path: query ? `${path}?${query}` : path,
        headers: {
          ...own,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, fill(value, named)])),
        },
        ...(request.body === undefined
          ? {}
          : { body: typeof request.body === 'string' ? fill(request.body, named) : request.body }),
      });
      const changed = await changedTables();
      // What was left as it was serves the next call.
      if (changed.length > 0) fresh = undefined;
      return { ...answer, changed };
    },
  };
}

const fill = (text: string, values: Record<string, string | number>) =>
  text
    .replace(/"@#(\w+)@"/g, (whole, name: string) => String(values[name] ?? whole))
    .replace(/@(\w+)@/g, (whole, name: string) => String(values[name] ?? whole));

/** Rows that the calls are about and none of them ends. */
async function makeLasting(admin: Context<UserActor>, buyer: Context) {
  const { db } = admin;
  await makeCoupon(db);
  const stock = await makeStock(db, 2_000, { value: 'nettv coupon' });
  const { sale } = await sell(buyer, order(stock));
  const endpoint = await makeEndpoint(admin);
  const integratorId = buyer.actor.kind === 'key' ? buyer.actor.integratorId : null;
  const own = await makeEndpoint(admin, { integratorId });
  await publishEvent(admin, { type: 'sale.succeeded', data: saleData, integratorId });
  await relayEvents(systemContext(db, 'test'));
  const [delivery] = await deliveriesOf(db, endpoint.id);
  const [ownDelivery] = await deliveriesOf(db, own.id);
  if (!delivery || !ownDelivery) throw new Error('No message waits for the endpoint.');
  const { next } = await listCoupons(admin, { perPage: 1 });
  return {
    product: stock.product.id,
    sale: sale.id,
    reference: sale.reference,
    endpoint: endpoint.id,
    webhook: delivery.id,
    ownEndpoint: own.id,
    ownWebhook: ownDelivery.id,
    cursor: next ?? '',
    requestId: 'request-0001',
    request: await makeRequestRow(db, buyer.actor as KeyActor),
    export: await makeExportFile(admin),
  };
}

/** What one call may change or end. */
async function makeFresh(admin: Context, buyer: Context) {
  const { db } = admin;
  const { id: couponId, code: couponCode } = await makeCoupon(db, { duration: 'forever' });
  const [code, deleted] = [
    await makeCode(db, couponId),
    await makeCode(db, couponId, { status: 'deleted', deletedAt: new Date() }),
  ];
  const integratorId = buyer.actor.kind === 'key' ? buyer.actor.integratorId : 0;
  // A company has a limited number of them.
  const isOwn = eq(webhookEndpoints.integratorId, integratorId);
  await db.update(webhookEndpoints).set({ deletedAt: new Date() }).where(isOwn);
  const endpoint = await makeEndpoint(admin, { integratorId });
  await publishEvent(admin, { type: 'sale.succeeded', data: saleData, integratorId });
  await relayEvents(systemContext(db, 'test'));
  const [delivery] = await deliveriesOf(db, endpoint.id);
  const batch = await requestBatch(admin, { couponId, count: 1 });
  const group = await createUserGroup(admin, { name: couponCode });
  const price = await makePrice(db);
  const { id: redemption } = await redeem(buyer, { code: couponCode, user: { id: 'somebody' } });
  const [upload] = await db
    .insert(codeUploads)
    .values({ couponId, fileName: 'a.csv', hasCheckCharacters: false, state: 'checked', createdBy: 'tests' })
    .returning({ id: codeUploads.id });
  const imports = await db
    .insert(tableImports)
    .values(importedSubjects.map((subject) => ({ subject, fileName: '', added: 0, entryIds: [], createdBy: 'tests' })))
    .returning({ id: tableImports.id, subject: tableImports.subject });
  const files = await db
    .insert(tableUploads)
    .values(
      importedSubjects.map((subject) => ({
        ...{ subject, fileName: '', reading: readings[subject] ?? {}, state: 'checked' as const, newRows: 1 },
        ...{ userId: admin.actor.kind === 'user' ? admin.actor.id : 0, createdBy: 'tests' },
      })),
    )
    .returning({ id: tableUploads.id, subject: tableUploads.subject });
  for (const { id } of files) await keptTables.keep(admin, id, inPieces('a,b,c\n1,2,3\n'), async () => undefined);
  return {
    ...Object.fromEntries(imports.map(({ id, subject }) => [`imported_${subject}`, id])),
    ...Object.fromEntries(files.map(({ id, subject }) => [`file_${subject}`, id])),
    coupon: couponId,
    couponCode,
    code: code.id,
    clear: code.code,
    deletedCode: deleted.id,
    batch: batch.id,
    group: group.id,
    price: price.id,
    redemption,
    upload: upload?.id ?? 0,
    ownEndpoint: endpoint.id,
    ownWebhook: delivery?.id ?? 0,
    fresh: randomUUID(),
  };
}

const asCsv = { encoding: 'utf-8', delimiter: 'comma', headerRow: 1, form: 'own' };
const readings: Record<string, object> = {
  user_group: { ...asCsv, places: [1] },
  tvod_price: { ...asCsv, places: [1, 2, 3, 4, 0] },
  coupon: { ...asCsv, places: [1, 2, 3] },
  customer: { ...asCsv, places: [1, 2, 3] },
  product: { ...asCsv, places: [1, 1, 2, 0, 3, 0, 0, 0, 0] },
};
const importedSubjects = ['user_group', 'tvod_price', 'coupon', 'customer', 'product'];

/** Has triggers note which tables get, lose or change a row; what is returned says which did since it was last asked. */
async function watchTables({ sql }: Served): Promise<() => Promise<string[]>> {
  await sql.unsafe(`create unlogged table touched (name text not null);
    create function note_touch() returns trigger language plpgsql as $$
      begin
        insert into public.touched values (tg_argv[0]);
        return null;
      end $$`);
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'pgboss') and c.relname <> 'touched'`;
  const watched = tables.filter(({ name }) => !notes.has(name.replace('public.', '')));
  expect(watched.length).toBeGreaterThan(leastTables);
  for (const { name } of watched) {
    await sql.unsafe(`create trigger note_touch after insert or update or delete on ${name}
      for each row execute function note_touch('${name.replace('public.', '')}')`);
  }
  return async () => {
    const rows = await sql<{ name: string }[]>`delete from touched returning name`;
    return [...new Set(rows.map(({ name }) => name))];
  };
}
