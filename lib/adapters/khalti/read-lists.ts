import { z } from 'zod';
import type { Exchange } from './answer';
import { openAnswer, refused, unreadable } from './open-answer';
import type { ProductList, SupplierBalance, SupplierProduct, Unanswered } from './outcomes';
import { paisaFromRupees } from './paisa';

const text = z.string().trim().min(1).max(200);
const product = z.object({ idx: text, name: text, value: text, amount: z.unknown().optional() });
const list = z.object({ data: z.array(z.unknown()) });
const balance = z.object({ credits_available: z.unknown().optional(), credits_consumed: z.unknown().optional() });

export function readProducts(exchange: Exchange, token: string): ProductList | Unanswered {
  const opened = openAnswer(exchange, token);
  if (opened.kind === 'unanswered') return opened;
  if (opened.status !== 200 || opened.answer.errorCode !== null) return refused(opened.answer);
  const parsed = list.safeParse(opened.json);
  if (!parsed.success) return unreadable(opened.answer.words);
  const products = parsed.data.data.map(readProduct).filter((one) => one !== null);
  return { kind: 'answered', products, unreadable: parsed.data.data.length - products.length };
}

function readProduct(entry: unknown): SupplierProduct | null {
  const parsed = product.safeParse(entry);
  const amountPaisa = parsed.success ? paisaFromRupees(parsed.data.amount) : null;
  if (!parsed.success || amountPaisa === null || amountPaisa <= 0) return null;
  const { idx, name, value } = parsed.data;
  return { idx, name, value, amountPaisa };
}

export function readBalance(exchange: Exchange, token: string): SupplierBalance | Unanswered {
  const opened = openAnswer(exchange, token);
  if (opened.kind === 'unanswered') return opened;
  if (opened.status !== 200 || opened.answer.errorCode !== null) return refused(opened.answer);
  const parsed = balance.safeParse(opened.json);
  const availablePaisa = parsed.success ? paisaFromRupees(parsed.data.credits_available) : null;
  if (!parsed.success || availablePaisa === null) return unreadable(opened.answer.words);
  return { kind: 'answered', availablePaisa, consumedPaisa: paisaFromRupees(parsed.data.credits_consumed) };
}
