import { z } from 'zod';
import { type Answer, refusal, rupees, success, waiting } from './answers';
import type { Books, SandboxProduct, SandboxSale } from './books';
import { type Fault, isBooked } from './faults';

export type PayRequest = { token?: unknown; reference?: unknown; value?: unknown; amount?: unknown } & Record<
  string,
  unknown
>;

const refusedBy: Partial<Record<Fault['kind'], () => Answer>> = {
  maintenance: () => refusal('1019'),
  'insufficient-credits': () => refusal('1016'),
  'out-of-stock': () => refusal('4000', 'Product Currently Unavailable'),
};

/** What is bought by amount alone, by its method; amounts in rupees. */
const cards: Record<string, readonly number[]> = {
  'ntc-erc': [100, 200, 500, 1000],
  'smart-erc': [50, 100, 200],
  'dishhome-erc': [500, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 9000, 10_000],
  'broadlink-erc': [570, 1300, 2260, 2600],
};
export const payMethods = ['nettv-coupon', ...Object.keys(cards)];

/** A card of that amount; undefined where there is none, and for Nettv. */
function cardOf(method: string, amount: unknown): SandboxProduct | undefined {
  const rupee = cards[method]?.find((one) => one === Number(amount));
  if (rupee === undefined) return undefined;
  const value = `${method} ${rupee}`;
  return { idx: value, name: value, value, amountPaisa: rupee * 100, stock: null, withdrawn: false };
}

/** Checks one purchase and books it; a fault decides what is booked and answered. */
export function pay(method: string, body: PayRequest, sale: SandboxSale, fault: Fault, books: Books): Answer {
  const refused = refusedBy[fault.kind];
  if (refused && !isBooked(fault)) return refused();
  const card = cardOf(method, body.amount);
  const product = method in cards ? card : books.products.get(String(body.value));
  if (product && !card) changeCatalogue(product, fault, books);
  const answer = isBooked(fault) ? purchase(method, body, sale, fault, books) : refusal('1017');
  if (fault.kind === 'state' && fault.state === 'Failed' && product && sale.state === null) {
    books.accept(sale, product, 'Failed');
  }
  return answer;
}

function changeCatalogue(product: SandboxProduct, { kind, amount }: Fault, books: Books): void {
  const dearer = Math.round(product.amountPaisa * 1.1);
  if (kind === 'price-change') {
    books.setProduct({ ...product, amountPaisa: amount === undefined ? dearer : Math.round(amount * 100) });
  }
  if (kind === 'product-withdrawn') books.setProduct({ ...product, withdrawn: true });
}

function purchase(method: string, body: PayRequest, sale: SandboxSale, fault: Fault, books: Books): Answer {
  if (books.account.maintenance) return refusal('1019');
  if (sale.state !== null) return refusal('1013');
  const isCard = method in cards;
  const product = isCard ? cardOf(method, body.amount) : books.products.get(String(body.value));
  if (!product && isCard) return refusal('1010', { amount: 'enter valid amount ' });
  if (!product || product.withdrawn) return refusal('1010', { value: 'Invalid value for product' });
  const wrong = wrongFields(body, product);
  if (Object.keys(wrong).length > 0) return refusal('1010', wrong);
  if (books.availablePaisa() < product.amountPaisa) return refusal('1016');
  if (books.isSoldOut(product)) {
    books.accept(sale, product, 'Failed');
    return refusal('4000', 'Product Currently Unavailable');
  }
  if (fault.kind === 'processing') {
    Object.assign(sale, { lookUpsLeft: fault.lookUps, endsAs: fault.endsAs });
    books.accept(sale, product, 'Processing');
    return waiting('Processing', sale);
  }
  books.accept(sale, product, 'Success');
  return success(sale, books);
}

const email = z.email();

function wrongFields(body: PayRequest, product: SandboxProduct): Record<string, string> {
  const { amount, phone_number: phone } = body;
  const isPhone = phone === undefined || /^9\d{9}$/.test(String(phone));
  const isEmail = body.email === undefined || email.safeParse(body.email).success;
  return {
    ...(Number(amount) === rupees(product.amountPaisa) ? {} : { amount: 'enter valid amount ' }),
    ...(isPhone ? {} : { phone_number: 'enter a valid phone number' }),
    ...(isEmail ? {} : { email: 'enter a valid email address' }),
  };
}
