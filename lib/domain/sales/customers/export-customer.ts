import { and, asc, eq, or, sql } from 'drizzle-orm';
import { customerContacts } from '@/db/schema/customer-contacts';
import { customerNotes } from '@/db/schema/customer-notes';
import { deliveries } from '@/db/schema/deliveries';
import { saleEvents, sales } from '@/db/schema/sales';
import { auditEvents, users } from '@/db/schema/team';
import { isOneOfIds } from '@/lib/domain/sales/pins/sold-as';
import { selectSales, toSaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { lockSalesOfCustomer } from './find-sales.sql';
import { exportCustomerInput } from './schemas';

/**
 * Everything that the desk knows about one customer, as JSON: their sales, what happened to them, the messages, the notes,
 * and what people did to these. Without PINs. Audited, without the contact. @throws Forbidden, NeedsProof, Invalid
 */
export const exportCustomer = operation(
  'customers.manage',
  exportCustomerInput,
  (ctx, { contact }) =>
    inTransaction(ctx, async (tx) => {
      const ids = (await lockSalesOfCustomer(tx.db, contact)).map(({ id }) => id);
      const data = { sales: ids.length };
      await recordAudit(tx, { action: 'customer.exported', subjectKind: 'settings', subjectId: 1, data });
      recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'customer' } });
      const ofSales = await tx.db
        .select()
        .from(saleEvents)
        .where(isOneOfIds(saleEvents.saleId, ids))
        .orderBy(asc(saleEvents.id));
      const messages = await tx.db
        .select()
        .from(deliveries)
        .where(or(isOneOfIds(deliveries.saleId, ids), eq(sql`lower(${deliveries.recipient})`, contact)))
        .orderBy(asc(deliveries.id));
      const notes = await tx.db
        .select({ at: customerNotes.at, saleId: customerNotes.saleId, by: users.name, text: customerNotes.text })
        .from(customerNotes)
        .innerJoin(users, eq(users.id, customerNotes.authorId))
        .where(or(isOneOfIds(customerNotes.saleId, ids), eq(customerNotes.contact, contact)))
        .orderBy(asc(customerNotes.id));
      const imported = await tx.db
        .select({ language: customerContacts.language, at: customerContacts.at })
        .from(customerContacts)
        .where(eq(customerContacts.contact, contact));
      const acts = await tx.db
        .select({
          at: auditEvents.at,
          action: auditEvents.action,
          saleId: auditEvents.subjectId,
          by: auditEvents.actorName,
          data: auditEvents.data,
        })
        .from(auditEvents)
        .where(and(eq(auditEvents.subjectKind, 'sale'), isOneOfIds(auditEvents.subjectId, ids)))
        .orderBy(asc(auditEvents.id));
      const [eventsOf, actsOf] = [
        Map.groupBy(ofSales, ({ saleId }) => saleId),
        Map.groupBy(acts, ({ saleId }) => saleId),
      ];
      const rows = await selectSales(tx.db).where(isOneOfIds(sales.id, ids)).orderBy(asc(sales.id));
      return {
        contact,
        exportedAt: tx.now().toISOString(),
        sales: rows.map(toSaleSummary).map(({ pinLastFour: _, ...sale }) => ({
          ...sale,
          history: (eventsOf.get(sale.id) ?? []).map(({ at, state, actorName, note }) => ({
            ...{ at: at.toISOString(), state, by: actorName, note },
          })),
          activity: (actsOf.get(sale.id) ?? []).map(({ at, action, by, data: of }) => ({
            ...{ at: at.toISOString(), action, by, data: of },
          })),
        })),
        imported: imported.map(({ at, language }) => ({ at: at.toISOString(), language })),
        notes: notes.map(({ at, ...note }) => ({ at: at.toISOString(), ...note })),
        messages: messages.map(({ saleId, channel, recipient, state, createdAt }) => ({
          ...{ saleId, channel, recipient, state, createdAt: createdAt.toISOString() },
        })),
      };
    }),
  { freshProof: true },
);
