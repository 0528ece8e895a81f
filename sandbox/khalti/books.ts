import { randomInt } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export type SaleState = 'Success' | 'Processing' | 'Failed';

/** All that was ever asked under one reference. `state` is null while nothing was accepted. */
export type SandboxSale = {
  reference: string;
  posts: number;
  lookUps: number;
  state: SaleState | null;
  value: string | null;
  amountPaisa: number;
  /** What was given back of it; older books do not have it. */
  refundedPaisa?: number;
  pin: string | null;
  serial: string | null;
  id: number;
  /** While `Processing`: after this many look-ups it ends as `endsAs`. */
  lookUpsLeft: number;
  endsAs: 'Success' | 'Failed';
  faults: string[];
};

export type SandboxProduct = {
  idx: string;
  name: string;
  value: string;
  amountPaisa: number;
  /** Null: never runs out. */
  stock: number | null;
  withdrawn: boolean;
};

export type SandboxAccount = { creditPaisa: number; maintenance: boolean };

type Line = { sale: SandboxSale } | { product: SandboxProduct } | { account: SandboxAccount };

const firstProducts: SandboxProduct[] = [
  {
    idx: 'RFpPdchinv5moidep6PcA9',
    name: 'nettv coupon',
    value: 'nettv coupon',
    amountPaisa: 200_000,
    stock: null,
    withdrawn: false,
  },
  {
    idx: 'hW3kTq8ZbNc5vXy2LmRs7D',
    name: 'nettv weekend',
    value: 'nettv weekend',
    amountPaisa: 14_950,
    stock: null,
    withdrawn: false,
  },
];

const pinAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const makePin = () => Array.from({ length: 16 }, () => pinAlphabet[randomInt(pinAlphabet.length)]).join('');

/** What the sandbox has booked, apart from what it answers. With a file, every change is a line there and survives a kill. */
export class Books {
  readonly sales = new Map<string, SandboxSale>();
  readonly products = new Map<string, SandboxProduct>();
  account: SandboxAccount = { creditPaisa: 1_000_000_000, maintenance: false };
  private lastId = 176_924;

  constructor(private readonly file: string | undefined) {
    for (const product of firstProducts) this.products.set(product.value, product);
    if (!file || !existsSync(file)) return;
    const lines = readFileSync(file, 'utf8').split('\n');
    // What follows the last line break was cut short by a kill; a new line keeps it from spoiling the next one.
    const torn = lines.pop();
    for (const line of lines) this.replay(line);
    if (torn) appendFileSync(file, '\n');
  }

  saleOf(reference: string): SandboxSale {
    const known = this.sales.get(reference);
    if (known) return known;
    const nothing = { state: null, value: null, amountPaisa: 0, pin: null, serial: null, id: 0 } as const;
    const sale = {
      reference,
      posts: 0,
      lookUps: 0,
      ...nothing,
      lookUpsLeft: 0,
      endsAs: 'Success' as const,
      faults: [],
    };
    this.sales.set(reference, sale);
    return sale;
  }

  countPost(reference: string, fault: string): SandboxSale {
    const sale = this.saleOf(reference);
    sale.posts += 1;
    if (fault !== 'none') sale.faults.push(fault);
    this.write({ sale });
    return sale;
  }

  accept(sale: SandboxSale, product: SandboxProduct, state: SaleState): void {
    this.lastId += 1;
    Object.assign(sale, { value: product.value, amountPaisa: product.amountPaisa, id: this.lastId });
    this.settle(sale, state);
  }

  settle(sale: SandboxSale, state: SaleState): void {
    sale.state = state;
    if (state === 'Success') {
      sale.pin ??= makePin();
      sale.serial ??= `NC${String(sale.id).padStart(10, '0')}`;
    }
    this.write({ sale });
  }

  refund(sale: SandboxSale): void {
    sale.refundedPaisa = sale.amountPaisa;
    this.write({ sale });
  }

  countLookUp(sale: SandboxSale): void {
    sale.lookUps += 1;
    if (sale.state === 'Processing' && sale.lookUpsLeft === 0) this.settle(sale, sale.endsAs);
    else if (sale.state === 'Processing') sale.lookUpsLeft -= 1;
    this.write({ sale });
  }

  setProduct(product: SandboxProduct): void {
    this.products.set(product.value, product);
    this.write({ product });
  }

  setAccount(change: Partial<SandboxAccount>): void {
    this.account = { ...this.account, ...change };
    this.write({ account: this.account });
  }

  consumedPaisa(): number {
    return this.taken().reduce((sum, { amountPaisa, refundedPaisa = 0 }) => sum + amountPaisa - refundedPaisa, 0);
  }

  availablePaisa(): number {
    return this.account.creditPaisa - this.consumedPaisa();
  }

  isSoldOut({ stock, value }: SandboxProduct): boolean {
    return stock !== null && this.taken().filter((sale) => sale.value === value).length >= stock;
  }

  private taken(): SandboxSale[] {
    return [...this.sales.values()].filter(({ state }) => state === 'Success' || state === 'Processing');
  }

  private replay(text: string): void {
    const line = readLine(text);
    if (!line) return;
    if ('account' in line) this.account = line.account;
    else if ('product' in line) this.products.set(line.product.value, line.product);
    else {
      this.sales.set(line.sale.reference, line.sale);
      this.lastId = Math.max(this.lastId, line.sale.id);
    }
  }

  private write(line: Line): void {
    if (this.file) appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }
}

function readLine(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
