import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { customerLanguageNames } from '@/lib/core/entities/customer-language';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { paymentMethods } from '@/lib/core/entities/payment-method';
import { timeText } from '@/lib/core/instant';
import { optionalText } from '@/lib/core/optional-text';
import { pageLimit } from '@/lib/core/page-limit';
import { isStorable } from '@/lib/core/storable-text';
import { customerEmail, customerPhone } from '@/lib/domain/sales/contact-input';
import { optionalReason, requiredReason } from '@/lib/domain/sales/reason';
import { saleFilters, saleQueues, saleStates } from './filters';

const noProduct = 'Choose a product.';
const wrongReference = 'Use 1 to 50 letters, digits and hyphens.';

export const saleReference = z.string(wrongReference).regex(/^[A-Za-z0-9-]{1,50}$/, wrongReference);

export const sellInput = z.object({
  /** The buyer's own id for this purchase: whatever happens, it sells at most once. */
  reference: saleReference,
  productId: z.number(noProduct).int(noProduct).positive(noProduct),
  phone: optionalText(customerPhone),
  email: optionalText(customerEmail),
  /** Of the messages; null: the one that was last chosen for this contact. */
  language: z.enum(customerLanguageNames, 'Choose from the list.').nullable().default(null),
  /** The price the buyer was shown; a sale at another one is refused. */
  expectedAmountPaisa: z.number().int().positive(),
  /** The desk: how the customer pays. Not looked up in the settings: it says what happened, not what is offered. */
  paymentMethod: z.enum(paymentMethods, 'Choose from the list.').nullable().default(null),
  /** The desk: the sale of the same product to the same contact that the seller was asked about, and still sells. */
  despiteSaleId: z.number().int().nonnegative().default(0),
  /** The desk: why the seller needs more than the number of sales after which that is asked. */
  limitReason: optionalReason,
});
export type SellInput = z.input<typeof sellInput>;

const saleId = z.number().int().positive();
const reason = requiredReason('Say why: it stays in the history.');

export const saleInput = z.object({ saleId });

/** `state`: as it was shown. */
export const acknowledgeSaleInput = z.object({ saleId, state: z.enum(saleStates) });

export const findOwnSaleInput = z.object({ reference: saleReference });

export const listSaleStatusesInput = z.object({ references: z.array(z.string().refine(isStorable)).readonly() });

export const lookUpPurchaseInput = z.object({
  reference: z.string().refine(isStorable),
  /** The product's, as integrators send it; null when it cannot be one. */
  value: z.string().refine(isStorable).nullable(),
});

export const listLastPurchasesInput = z.object({ integratorId: z.number().int().positive() });

export const resolveSaleInput = z.object({ saleId, reason });
/** An integrator knows its sale by its own reference. */
export const purchaseInput = z.object({ reference: saleReference });
export const voidPurchaseInput = purchaseInput.extend({ reason });

export const listPurchasesInput = z.object({
  state: z.enum(saleStates).optional(),
  from: timeText().optional().meta({ description: 'Bought at this instant or later; of a day, since it began.' }),
  to: timeText().optional().meta({ description: 'Bought before this instant; of a day, until it ended.' }),
  after: z.string().max(1000).optional().meta({ description: 'The `next` of the page before.' }),
  limit: pageLimit,
});

export const listOwnPurchasesInput = listPurchasesInput.extend({
  reference: z
    .string()
    .max(200)
    .transform((text) => text.replaceAll('\0', '').toWellFormed().trim())
    .optional(),
});

/** What their list shows, without its page: what an export has. */
export const ownPurchaseFilter = listOwnPurchasesInput.omit({ after: true, limit: true });

const sendTo = { phone: optionalText(customerPhone), email: optionalText(customerEmail) };
/** `reason`: why somebody other than the seller sends the PIN there. */
export const addSaleContactInput = z
  .object({ saleId, ...sendTo, reason: optionalReason })
  .refine(({ phone, email }) => phone !== undefined || email !== undefined, {
    path: ['phone'],
    message: 'Enter a phone number or an email address.',
  });

const wrongAmount = 'Enter an amount above Rs 0.';
/** In paisa. */
export const giveGoodwillInput = resolveSaleInput.extend({
  amountPaisa: z.number(wrongAmount).int(wrongAmount).positive(wrongAmount),
});

/** What the customer paid by in truth. */
export const correctPaymentInput = resolveSaleInput.extend({
  paymentMethod: z.enum(paymentMethods, 'Choose from the list.'),
});

/** `evidence`: what shows that the money is back, where the supplier itself does not say so. */
export const markRefundedInput = resolveSaleInput.extend({ evidence: optionalReason });

export const enterPinInput = z.object({
  saleId,
  reason,
  pin: z
    .string()
    .trim()
    .min(1, 'Enter the PIN as the supplier gave it.')
    .max(64, 'A PIN has at most 64 characters.')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Enter the PIN without line breaks.'),
  /** Entered all the same, although it is unlike the earlier PINs of the product. */
  confirmed: z.boolean().default(false),
});

/** As it is typed: twice, so that a slip shows. */
export const enterPinForm = enterPinInput
  .omit({ confirmed: true })
  .extend({ repeated: z.string().trim() })
  .refine(({ pin, repeated }) => pin === repeated, {
    path: ['repeated'],
    message: 'The two are not the same. Compare both with what the supplier gave.',
  });

const searchText = z.string().transform((text) => text.replaceAll('\0', '').trim());

export const pauseSalesInput = z.object({ paused: z.boolean() });

export const normalizeSaleSearchInput = z.object({
  text: searchText.pipe(z.string().min(1).max(254)),
});

const filterFields = {
  ...filterSchemas(saleFilters),
  /** A reference, a part of a phone number or an email address, the last four of a PIN, or `#12` for sale 12. Never a whole PIN. */
  search: searchText.pipe(z.string().max(254)).optional(),
  /** Whole days in the organization's time zone, both included. */
  from: calendarDay.optional(),
  to: calendarDay.optional(),
  queue: z.enum(saleQueues).optional(),
};

/** Which sales are meant; numbers can come as text, from a URL. */
export const saleFilter = z.object(filterFields);
export type SaleFilter = z.output<typeof saleFilter>;
export type SaleFilterInput = z.input<typeof saleFilter>;

export const listSalesInput = z.object({
  ...filterFields,
  /** A cursor of an earlier answer. */
  after: z.string().max(1000).optional(),
  limit: pageLimit,
});
export type ListSalesInput = z.input<typeof listSalesInput>;
