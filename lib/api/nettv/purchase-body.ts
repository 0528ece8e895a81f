import { z } from '@hono/zod-openapi';
import { isStorable } from '@/lib/core/storable-text';
import { customerEmail, customerPhone } from '@/lib/domain/sales/contact-input';
import type { PurchaseLookUp } from '@/lib/domain/sales/sales/look-up-purchase';
import { saleReference } from '@/lib/domain/sales/sales/schemas';
import { isForm, readFlatForm } from '../http/form-body';
import { hasLostCharacters } from '../http/lost-characters';
import { type Details, Refusal } from './refusal';
import { paisaOfRupees } from './rupees';

const wrongValue = 'Invalid value for product';
/** The blank at its end is the source's. */
const wrongAmount = 'enter valid amount ';

const absentAsUndefined = (value: unknown) => (value === null || value === '' ? undefined : value);
const numberAsText = (value: unknown) => (typeof value === 'number' ? String(value) : absentAsUndefined(value));

/** The fields of a purchase in the source's order, which is also the order in which wrong ones are reported. */
export const purchaseBody = z.object({
  // Described first: that makes a new schema, one that knows `openapi` even when the other was made before it existed.
  reference: saleReference
    .describe('Your own id of this purchase. It is sold at most once, whatever happens to the answer.')
    .openapi({ type: ['string', 'integer'], example: '0d9c2f7e-52a7-4b0e-9a3d-6a6a5b9f3c11' }),
  value: z.string(wrongValue).describe("The product's `value`.").openapi({ example: 'nettv coupon' }),
  amount: z
    .unknown()
    .transform((written, issues) => {
      const paisa = paisaOfRupees(written);
      if (paisa !== null) return paisa;
      issues.addIssue({ code: 'custom', message: wrongAmount });
      return z.NEVER;
    })
    .openapi({ type: 'number', example: 2000, description: "The product's `amount`, in rupees." }),
  phone_number: z.preprocess(numberAsText, customerPhone.optional()).openapi({
    type: ['string', 'number'],
    example: '9860848045',
    description:
      'Optional, a text or a number. You send the PIN; the desk does, by SMS, only where your company has asked for it.',
  }),
  email: z.preprocess(absentAsUndefined, customerEmail.optional()).openapi({
    type: 'string',
    example: 'buyer@example.com',
    description: 'Optional. You send the PIN; the desk does, by email, only where your company has asked for it.',
  }),
});

type PurchaseBody = z.output<typeof purchaseBody>;
export type PurchaseFields = Record<string, unknown>;

/** A number is taken as its digits, here as everywhere. @throws Refusal when the text is no JSON object and no form */
export function parseBody(text: string, type: string | undefined): PurchaseFields {
  if (hasLostCharacters(text)) throw new Refusal('parse_error');
  if (isForm(type?.split(';')[0]?.trim().toLowerCase())) {
    const form = readFlatForm(text);
    if (Object.values(form).some(hasLostCharacters)) throw new Refusal('parse_error');
    return form;
  }
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      const { reference } = body as PurchaseFields;
      return { ...body, ...(Number.isSafeInteger(reference) ? { reference: String(reference) } : {}) };
    }
  } catch {
    throw new Refusal('parse_error');
  }
  throw new Refusal('parse_error');
}

/** The reference and the value as far as they can be looked up. @throws Refusal when there is no reference */
export function lookUpKeys(body: PurchaseFields): { reference: string; value: string | null } {
  const { reference, value } = body;
  if (reference === undefined || reference === null || reference === '') throw new Refusal('reference_not_provided');
  const known = saleReference.safeParse(reference);
  return {
    reference: known.success ? known.data : '',
    value: typeof value === 'string' && isStorable(value) ? value : null,
  };
}

/** The purchase, checked against the product it names. @throws Refusal that reports every wrong field */
export function checkPurchase(
  body: PurchaseFields,
  product: PurchaseLookUp['product'],
): PurchaseBody & { product: NonNullable<PurchaseLookUp['product']> } {
  const parsed = purchaseBody.safeParse(body);
  const wrong: Details = {};
  for (const issue of parsed.error?.issues ?? []) wrong[String(issue.path[0])] ??= issue.message;
  if (!product) wrong.value = wrongValue;
  else if (paisaOfRupees(body.amount) !== product.amountPaisa) wrong.amount = wrongAmount;
  if (parsed.success && product && Object.keys(wrong).length === 0) return { ...parsed.data, product };
  throw invalidParameters(wrong);
}

/** @returns the refusal with its fields in the order of the request */
export function invalidParameters(wrong: Details): Refusal {
  const names = Object.keys(purchaseBody.shape).filter((name) => name in wrong);
  return new Refusal('invalid_parameters', Object.fromEntries(names.map((name) => [name, wrong[name] ?? ''])));
}

export const changedPrice = () => invalidParameters({ amount: wrongAmount });
export const unknownProduct = () => invalidParameters({ value: wrongValue });
