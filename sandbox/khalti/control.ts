import { hash } from 'node:crypto';
import { z } from 'zod';
import { rupees } from './answers';
import type { Books, SandboxSale } from './books';
import { type FaultPlan, faultInput, magicPhones, rulesInput } from './faults';

export const productInput = z.strictObject({
  value: z.string().min(1),
  name: z.string().min(1).optional(),
  amount: z.number().positive().optional(),
  stock: z.int().min(0).nullable().optional(),
  withdrawn: z.boolean().optional(),
});
export type ProductInput = z.input<typeof productInput>;

export const accountInput = z.strictObject({ credit: z.number().optional(), maintenance: z.boolean().optional() });
export type AccountInput = z.input<typeof accountInput>;

const refundInput = z.strictObject({ reference: z.string() });

const settleInput = z.strictObject({ reference: z.string(), state: z.enum(['Success', 'Failed']) });

/** One reference as the sandbox knows it: what it booked, whatever it answered. */
export type SandboxBook = Pick<
  SandboxSale,
  'reference' | 'state' | 'pin' | 'serial' | 'value' | 'posts' | 'lookUps' | 'faults'
> & {
  booked: boolean;
  amountPaisa: number;
  refundedPaisa: number;
};

/** What tests call directly and `/sandbox/*` offers over HTTP; throws a ZodError on wrong input. */
export function makeControls(books: Books, plan: FaultPlan) {
  return {
    books: (): SandboxBook[] => [...books.sales.values()].map(bookOf),
    fault(input: unknown): void {
      plan.add(z.array(faultInput).parse(Array.isArray(input) ? input : [input]));
    },
    rules: (input: unknown): void => plan.setRules(rulesInput.parse(input)),
    clearFaults: (): void => plan.clear(),
    setProduct(input: unknown): void {
      const { value, name, amount, stock, withdrawn } = productInput.parse(input);
      const known = books.products.get(value);
      books.setProduct({
        idx: known?.idx ?? idxOf(value),
        name: name ?? known?.name ?? value,
        value,
        amountPaisa: amount === undefined ? (known?.amountPaisa ?? 100_000) : Math.round(amount * 100),
        stock: stock === undefined ? (known?.stock ?? null) : stock,
        withdrawn: withdrawn ?? known?.withdrawn ?? false,
      });
    },
    setAccount(input: unknown): void {
      const { credit, maintenance } = accountInput.parse(input);
      const creditPaisa = credit === undefined ? undefined : Math.round(credit * 100);
      books.setAccount({
        ...(creditPaisa === undefined ? {} : { creditPaisa }),
        ...(maintenance === undefined ? {} : { maintenance }),
      });
    },
    settle(input: unknown): boolean {
      const { reference, state } = settleInput.parse(input);
      const sale = books.sales.get(reference);
      if (sale?.state !== 'Processing') return false;
      books.settle(sale, state);
      return true;
    },
    refund(input: unknown): boolean {
      const sale = books.sales.get(refundInput.parse(input).reference);
      if (sale?.state !== 'Success') return false;
      books.refund(sale);
      return true;
    },
  };
}

type Controls = ReturnType<typeof makeControls>;

/** `/sandbox/…` over HTTP; undefined when there is no such control. */
export function control(method: string, path: string, input: unknown, controls: Controls, plan: FaultPlan): unknown {
  const posts: Record<string, () => unknown> = {
    '/sandbox/faults': () => controls.fault(input),
    '/sandbox/rules': () => controls.rules(input),
    '/sandbox/products': () => controls.setProduct(input),
    '/sandbox/account': () => controls.setAccount(input),
    '/sandbox/refund': () => ({ refunded: controls.refund(input) }),
    '/sandbox/settle': () => ({ settled: controls.settle(input) }),
  };
  const gets: Record<string, () => unknown> = {
    '/sandbox/books': () => ({
      books: controls.books().map((book) => ({ ...book, amount: rupees(book.amountPaisa) })),
    }),
    '/sandbox/faults': () => ({ queue: plan.pending(), magicPhones: Object.fromEntries(magicPhones) }),
  };
  const deletes: Record<string, () => unknown> = { '/sandbox/faults': () => controls.clearFaults() };
  const run = { POST: posts, GET: gets, DELETE: deletes }[method]?.[path];
  return run && (run() ?? { ok: true });
}

function bookOf(sale: SandboxSale): SandboxBook {
  const { reference, state, pin, serial, value, amountPaisa, refundedPaisa = 0, posts, lookUps, faults } = sale;
  return {
    reference,
    booked: state === 'Success',
    state,
    value,
    amountPaisa,
    refundedPaisa,
    pin,
    serial,
    posts,
    lookUps,
    faults,
  };
}

/** 22 letters and digits, the same for the same value. */
function idxOf(value: string): string {
  return hash('sha256', value).slice(0, 22);
}
