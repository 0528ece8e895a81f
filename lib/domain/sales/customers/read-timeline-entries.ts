import { eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes, coupons } from '@/db/schema/coupons';
import { customerNotes } from '@/db/schema/customer-notes';
import { deliveries } from '@/db/schema/deliveries';
import { goodwillCodes } from '@/db/schema/goodwill-codes';
import { redemptions } from '@/db/schema/redemptions';
import { sales } from '@/db/schema/sales';
import { users } from '@/db/schema/team';
import { contactFor, contactsFor, seesContacts, textFor } from '@/lib/domain/sales/customer-contacts';
import { type DeliverySummary, summaryColumns, toSummary } from '@/lib/domain/sales/deliveries/delivery-summary';
import { revealRule } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { type SaleSummary, selectSales, toSaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import type { UserActor } from '@/lib/platform/context/actor';
import type { TimelineRow } from './customer-timeline.sql';

type Of<Kind extends TimelineRow['kind'], Fields> = { kind: Kind; id: number; at: string } & Fields;

export type SaleEntry = Of<'sale', Omit<SaleSummary, 'phone' | 'email' | 'createdAt'>>;
export type MessageEntry = Of<
  'message',
  {
    saleId: number;
    /** It carries a goodwill code, and not the sale's PIN. */
    isGoodwill: boolean;
    message: Omit<DeliverySummary, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };
    /** The last one of its kind, which can be sent again: the sale's contact now, and what another one would ask of the actor. */
    resend: { contact: string | null; reveal: ReturnType<typeof revealRule> } | null;
  }
>;
export type RedemptionEntry = Of<
  'redemption',
  { state: 'held' | 'redeemed' | 'rolled_back' | 'lapsed'; userRef: string; couponCode: string; lastFour: string }
>;
export type GoodwillEntry = Of<
  'goodwill',
  { saleId: number; couponId: number; couponCode: string; lastFour: string; reason: string; author: string }
>;
export type NoteEntry = Of<'note', { text: string; author: string }>;
export type TimelineEntry = SaleEntry | MessageEntry | RedemptionEntry | GoodwillEntry | NoteEntry;

type Reader = { db: Executor; actor: UserActor; now: () => Date };

/** The rows of a timeline as they are shown, in their order: contacts as the actor sees them, and no PIN. */
export async function readTimelineEntries(ctx: Reader, rows: TimelineRow[]): Promise<TimelineEntry[]> {
  const idsOf = (kind: TimelineRow['kind']) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
  const read = await Promise.all([
    readSales(ctx, idsOf('sale')),
    readMessages(ctx, idsOf('message')),
    readRedemptions(ctx, idsOf('redemption')),
    readGoodwill(ctx, idsOf('goodwill')),
    readNotes(ctx, idsOf('note')),
  ]);
  const entries = new Map(read.flat().map((entry) => [`${entry.kind} ${entry.id}`, entry]));
  return rows.flatMap(({ kind, id }) => entries.get(`${kind} ${id}`) ?? []);
}

async function readSales({ db, actor }: Reader, ids: number[]): Promise<SaleEntry[]> {
  if (ids.length === 0) return [];
  const rows = await selectSales(db).where(inArray(sales.id, ids));
  return rows.map((row) => {
    const { phone: _, email: __, createdAt, ...sale } = contactsFor(actor, toSaleSummary(row));
    return { kind: 'sale', at: createdAt, ...sale };
  });
}

async function readMessages({ db, actor }: Reader, ids: number[]): Promise<MessageEntry[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      ...summaryColumns,
      saleId: deliveries.saleId,
      goodwillCodeId: deliveries.goodwillCodeId,
      saleState: sales.state,
      sellerId: sales.sellerId,
      phone: sales.phone,
      email: sales.email,
      isLast: sql<boolean>`not exists (select from deliveries later where later.sale_id = ${deliveries.saleId}
        and later.channel = ${deliveries.channel} and later.id > ${deliveries.id}
        and later.goodwill_code_id is not distinct from ${deliveries.goodwillCodeId})`,
    })
    .from(deliveries)
    .innerJoin(sales, eq(sales.id, deliveries.saleId))
    .where(inArray(deliveries.id, ids));
  return rows.map(({ saleId, goodwillCodeId, saleState, sellerId, phone, email, isLast, ...row }) => {
    const { createdAt, updatedAt, ...message } = toSummary(row);
    const at = createdAt.toISOString();
    const isGoodwill = goodwillCodeId !== null;
    const contact = isGoodwill ? message.recipient : message.channel === 'sms' ? phone : email;
    return {
      ...{ kind: 'message', id: message.id, at, saleId, isGoodwill },
      message: {
        ...message,
        recipient: contactFor(actor, message.recipient),
        createdAt: at,
        updatedAt: updatedAt.toISOString(),
      },
      resend:
        isLast && (isGoodwill || saleState === 'succeeded') && seesContacts(actor)
          ? { contact, reveal: isGoodwill ? 'forbidden' : revealRule(actor, sellerId) }
          : null,
    };
  });
}

async function readRedemptions({ db, now }: Reader, ids: number[]): Promise<RedemptionEntry[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: redemptions.id,
      at: redemptions.createdAt,
      state: redemptions.state,
      until: redemptions.holdExpiresAt,
      userRef: redemptions.userRef,
      couponCode: coupons.code,
      lastFour: codes.lastFour,
    })
    .from(redemptions)
    .innerJoin(coupons, eq(coupons.id, redemptions.couponId))
    .innerJoin(codes, eq(codes.id, redemptions.codeId))
    .where(inArray(redemptions.id, ids));
  return rows.map(({ at, state, until, ...redemption }) => {
    const isOver = state === 'held' && until !== null && until <= now();
    return { kind: 'redemption', at: at.toISOString(), state: isOver ? 'lapsed' : state, ...redemption };
  });
}

async function readGoodwill({ db, actor }: Reader, ids: number[]): Promise<GoodwillEntry[]> {
  if (ids.length === 0) return [];
  const { id, at, saleId, reason } = goodwillCodes;
  const rows = await db
    .select({
      ...{ id, at, saleId, reason, author: users.name },
      ...{ couponId: codes.couponId, couponCode: coupons.code, lastFour: codes.lastFour },
    })
    .from(goodwillCodes)
    .innerJoin(codes, eq(codes.id, goodwillCodes.codeId))
    .innerJoin(coupons, eq(coupons.id, codes.couponId))
    .innerJoin(users, eq(users.id, goodwillCodes.authorId))
    .where(inArray(goodwillCodes.id, ids));
  return rows.map((row) => ({
    ...{ kind: 'goodwill', ...row, at: row.at.toISOString() },
    reason: textFor(actor, row.reason),
  }));
}

async function readNotes({ db, actor }: Reader, ids: number[]): Promise<NoteEntry[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: customerNotes.id, at: customerNotes.at, text: customerNotes.text, author: users.name })
    .from(customerNotes)
    .innerJoin(users, eq(users.id, customerNotes.authorId))
    .where(inArray(customerNotes.id, ids));
  return rows.map(({ id, at, text, author }) => ({
    ...{ kind: 'note', id, at: at.toISOString(), author },
    text: textFor(actor, text),
  }));
}
