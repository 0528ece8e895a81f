import { and, eq, gte, inArray, isNotNull, like, lt, or, type SQL, sql } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { replacedCodes, sales } from '@/db/schema/sales';
import { assertInOrder } from '@/lib/core/days-in-order';
import { containing } from '@/lib/core/like-pattern';
import { parseNepaliMobile, readPhoneFragment } from '@/lib/core/phone';
import { waysToWrite } from '@/lib/domain/coupons/reading/normalize-code';
import { seesContacts } from '@/lib/domain/sales/customer-contacts';
import { isOneOf } from '@/lib/domain/sales/pins/sold-as';
import type { Actor } from '@/lib/platform/context/actor';
import { startOfDay } from '@/lib/platform/settings/days.sql';
import type { SaleFilter } from './schemas';

/** One `where` for the rows, their totals and their export. Anyone who sees no contacts finds them by the whole of one alone. @throws Invalid */
export function salesWhere(filter: SaleFilter, actor: Actor): SQL | undefined {
  const { search, state, paymentMethod, productId, sellerId, integratorId, shiftId, from, to, queue } = filter;
  assertInOrder({ from, to });
  return and(
    search ? matches(search, actor) : undefined,
    state ? eq(sales.state, state) : undefined,
    paymentMethod ? eq(sales.paymentMethod, paymentMethod) : undefined,
    productId ? eq(sales.productId, productId) : undefined,
    sellerId ? eq(sales.sellerId, sellerId) : undefined,
    integratorId ? eq(sales.integratorId, integratorId) : undefined,
    shiftId ? eq(sales.shiftId, shiftId) : undefined,
    from ? gte(sales.createdAt, startOfDay(from)) : undefined,
    to ? lt(sales.createdAt, startOfDay(to, 1)) : undefined,
    queue === 'needs-person' ? needsPerson : undefined,
  );
}

/** It needs a person. */
export const needsPerson = isNotNull(sales.flaggedAt);

/** Each condition has its index; Postgres combines them in one bitmap. */
function matches(search: string, actor: Actor): SQL | undefined {
  const id = /^#([1-9]\d{0,14})$/.exec(search)?.[1];
  if (id) return eq(sales.id, Number(id));
  return or(
    eq(sales.reference, search),
    eq(sales.supplierReference, search),
    byContact(search, actor),
    search.length === 4 ? withLastFour([search, ...waysToWrite(search)]) : undefined,
  );
}

/** Their PIN ends like this, or the one did that they had before it was replaced. */
function withLastFour(endings: string[]): SQL | undefined {
  const replaced = sql`(select ${replacedCodes.saleId} from ${replacedCodes}
    join ${codes} on ${codes.id} = ${replacedCodes.codeId} where ${inArray(codes.lastFour, endings)})`;
  return or(inArray(sales.pinLastFour, endings), isOneOf(sales.id, replaced));
}

/** By a part of a contact it is found by those alone who see contacts: others could try out the rest of it. */
export function byContact(search: string, actor: Actor): SQL | undefined {
  if (seesContacts(actor)) return ofContact(search);
  return or(eq(sales.phone, parseNepaliMobile(search) ?? ''), eq(sales.email, search.trim().toLowerCase()));
}

/** Fewer characters are in nearly every address. */
const shortestPart = 3;

/** The customer's phone number is, begins or ends like this, or their email address has it in it. */
function ofContact(search: string): SQL | undefined {
  const phone = parseNepaliMobile(search);
  if (phone) return eq(sales.phone, phone);
  const fragment = readPhoneFragment(search);
  return or(
    fragment ? like(sales.phone, `${fragment.beginning}%`) : undefined,
    fragment ? sql`reverse(${sales.phone}) like reverse(${fragment.ending}) || '%'` : undefined,
    search.length < shortestPart ? undefined : like(sales.email, containing(search.toLowerCase())),
  );
}
