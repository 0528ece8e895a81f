import { and, asc, eq, ilike, inArray, isNull, sql } from 'drizzle-orm';
import { codes, coupons } from '@/db/schema/coupons';
import { integrators } from '@/db/schema/integrators';
import { products } from '@/db/schema/products';
import type { CouponState } from '@/lib/core/entities/coupon';
import { type DirectoryKind, directoryKinds } from '@/lib/core/entities/directory';
import { containing } from '@/lib/core/like-pattern';
import { parseNepaliMobile, readPhoneFragment } from '@/lib/core/phone';
import { listUsers } from '@/lib/domain/access/team/list-users';
import { listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { operationsOf } from '@/lib/domain/coupons/directories/directory-operations';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { browseRedemptions } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { normalizeRedemptionSearch } from '@/lib/domain/redemptions/redemptions/normalize-redemption-search';
import type { ContactKind } from '@/lib/domain/sales/customers/customer-address';
import { findCustomers } from '@/lib/domain/sales/customers/find-customers';
import type { SaleState } from '@/lib/domain/sales/sales/filters';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { normalizeSaleSearch } from '@/lib/domain/sales/sales/normalize-sale-search';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can, type Permission } from '@/lib/platform/context/permissions';
import { listRequests } from '@/lib/platform/requests/list-requests';
import { requestIdPattern } from '@/lib/platform/requests/schemas';
import { findSavedViews } from './saved-views/find-saved-views';
import type { SavedListName } from './saved-views/lists';
import { addressOf } from './saved-views/saved-view';
import { findAnythingInput } from './schemas';

/** One thing that fits, with what names it; never a whole code or PIN. */
export type FoundThing =
  | { kind: 'coupon'; id: number; name: string; state: CouponState }
  | { kind: 'code'; id: number; couponId: number; lastFour: string; couponName: string }
  | { kind: 'sale'; id: number; state: SaleState; productName: string; amountPaisa: number; at: string }
  | { kind: 'customer'; saleId: number; by: ContactKind; contact: string; sales: number }
  | { kind: 'redemption'; id: number; couponName: string }
  | { kind: 'user'; user: string }
  | { kind: 'person'; id: number; name: string; email: string }
  | { kind: 'integrator'; id: number; name: string }
  | { kind: 'request'; id: number; method: string; path: string; status: number; integratorName: string }
  | { kind: 'product'; id: number; name: string; amountPaisa: number }
  | { kind: 'view'; name: string; list: SavedListName; address: string }
  | { kind: DirectoryKind; id: number; name: string };

const ofEachKind = 4;

type Finder = { permission: Permission; find: (ctx: Context<UserActor>, text: string) => Promise<FoundThing[]> };

/** What is meant exactly comes first, then what has the text in its name. */
const finders: Finder[] = [
  { permission: 'coupons.read', find: findCodes },
  { permission: 'sales.read', find: findSales },
  { permission: 'sales.read', find: findContacts },
  { permission: 'redemptions.read', find: findRedemptions },
  { permission: 'requests.read', find: findRequests },
  { permission: 'coupons.read', find: findCoupons },
  { permission: 'products.read', find: findProducts },
  ...directoryKinds.map((kind): Finder => ({ permission: 'coupons.read', find: findEntries(kind) })),
  { permission: 'integrators.read', find: findIntegrators },
  { permission: 'team.read', find: findPeople },
  { permission: 'sales.read', find: findViews },
];

/**
 * Whatever a text may name, however it is typed: a code or PIN, a coupon, a sale by its number or reference, a customer by
 * phone or email, a user of the platform, an API request by its id, and things by name. Each kind only for people who can read it. @throws Forbidden, Invalid
 */
export const findAnything = operation(
  'sales.read',
  findAnythingInput,
  async (ctx: Context<UserActor>, { text }): Promise<FoundThing[]> => {
    const allowed = finders.filter(({ permission }) => can(ctx.actor, permission));
    return (await Promise.all(allowed.map(({ find }) => find(ctx, text)))).flat();
  },
);

const numberMeant = (text: string): string | null => /^#?([1-9]\d{0,14})$/.exec(text)?.[1] ?? null;

async function findCodes({ db }: Context, text: string): Promise<FoundThing[]> {
  const rows = await db
    .select({ id: codes.id, couponId: codes.couponId, lastFour: codes.lastFour, couponName: coupons.code })
    .from(codes)
    .innerJoin(coupons, eq(coupons.id, codes.couponId))
    .where(inArray(codes.digest, digestsOf(text)));
  return rows.map((row) => ({ kind: 'code', ...row }));
}

/** By number, PIN, serial or reference. Those of a contact are on the customer's page. */
async function findSales(ctx: Context<UserActor>, text: string): Promise<FoundThing[]> {
  if (text.length === 1 && !numberMeant(text)) return [];
  const meant = await normalizeSaleSearch(ctx, { text });
  const number = numberMeant(text);
  const searches = [
    ...(number ? [`#${number}`] : []),
    ...(meant.by === 'secret' || (meant.by === 'as_typed' && !isContactLike(text)) ? [meant.search] : []),
    ...(meant.by === 'last_four' && text.length === 4 ? [meant.search] : []),
  ];
  const pages = await Promise.all(
    [...new Set(searches)].map((search) => listSales(ctx, { search, limit: ofEachKind })),
  );
  const rows = new Map(pages.flatMap((page) => page.rows).map((sale) => [sale.id, sale]));
  return [...rows.values()].slice(0, ofEachKind).map(({ id, state, productName, amountPaisa, createdAt }) => ({
    ...{ kind: 'sale', id, state, productName, amountPaisa, at: createdAt },
  }));
}

const isContactLike = (text: string) =>
  text.includes('@') || parseNepaliMobile(text) !== null || readPhoneFragment(text) !== null;

async function findContacts(ctx: Context<UserActor>, text: string): Promise<FoundThing[]> {
  if (text.length < 3 || !isContactLike(text)) return [];
  const { rows } = await findCustomers(ctx, { search: text });
  return rows.slice(0, ofEachKind).map(({ saleId, by, contact, sales }) => ({
    ...{ kind: 'customer', saleId, by, contact, sales },
  }));
}

async function findRedemptions(ctx: Context<UserActor>, text: string): Promise<FoundThing[]> {
  const number = numberMeant(text);
  const [meant, byNumber] = await Promise.all([
    normalizeRedemptionSearch(ctx, { text: text.slice(0, 200) }),
    number ? browseRedemptions(ctx, { search: `#${number}`, sort: 'newest' }) : { rows: [] },
  ]);
  const redemption = byNumber.rows.find(({ id }) => id === Number(number));
  return [
    ...(redemption ? [{ kind: 'redemption' as const, id: redemption.id, couponName: redemption.coupon.code }] : []),
    ...(meant.by === 'user' && !meant.search.startsWith('#') ? [{ kind: 'user' as const, user: meant.search }] : []),
  ];
}

/** By its whole id, as an error answers it. */
async function findRequests(ctx: Context<UserActor>, text: string): Promise<FoundThing[]> {
  if (!requestIdPattern.test(text)) return [];
  const { rows } = await listRequests(ctx, { search: text, limit: ofEachKind });
  return rows.map(({ id, method, path, status, integratorName }) => ({
    ...{ kind: 'request', id, method, path, status, integratorName },
  }));
}

async function findCoupons(ctx: Context<UserActor>, text: string): Promise<FoundThing[]> {
  const { rows } = await listCoupons(ctx, { q: text.slice(0, 200), perPage: ofEachKind });
  return rows.map(({ id, code, state }) => ({ kind: 'coupon', id, name: code, state }));
}

async function findProducts({ db }: Context, text: string): Promise<FoundThing[]> {
  const rows = await db
    .select({ id: products.id, name: products.name, amountPaisa: products.amountPaisa })
    .from(products)
    .where(and(isNull(products.archivedAt), ilike(products.name, containing(text))))
    .orderBy(asc(sql`lower(${products.name})`), asc(products.id))
    .limit(ofEachKind);
  return rows.map((row) => ({ kind: 'product', ...row }));
}

function findEntries(kind: DirectoryKind): Finder['find'] {
  return async (ctx, text) => {
    const { rows } = await operationsOf(kind).list(ctx, { name: text.slice(0, 200), perPage: ofEachKind });
    return rows.map(({ id, name }) => ({ kind, id, name }));
  };
}

async function findIntegrators({ db }: Context, text: string): Promise<FoundThing[]> {
  const rows = await db
    .select({ id: integrators.id, name: integrators.name })
    .from(integrators)
    .where(ilike(integrators.name, containing(text)))
    .orderBy(asc(sql`lower(${integrators.name})`), asc(integrators.id))
    .limit(ofEachKind);
  return rows.map((row) => ({ kind: 'integrator', ...row }));
}

async function findPeople(ctx: Context<UserActor>, text: string): Promise<FoundThing[]> {
  const { rows } = await listUsers(ctx, { search: text.slice(0, 100) });
  return rows.slice(0, ofEachKind).map(({ id, name, email }) => ({ kind: 'person', id, name, email }));
}

/** Of each list that the person can read. */
async function findViews(ctx: Context<UserActor>, text: string): Promise<FoundThing[]> {
  const views = await findSavedViews(ctx, text.slice(0, 60), ofEachKind);
  return views.map((view) => ({ kind: 'view', name: view.name, list: view.list, address: addressOf(view) }));
}
