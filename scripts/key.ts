import { parseArgs } from 'node:util';
import { getDatabase } from '@/db/client';
import type { CouponLimit } from '@/lib/core/entities/coupon-limit';
import { parseRupees } from '@/lib/core/money';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { systemContext } from '@/lib/platform/context/context';
import { scopes as knownScopes, type Scope } from '@/lib/platform/context/scopes';
import { runCommand } from './environment';

const usage = `Usage: npm run key -- --name NAME --scopes SCOPE,SCOPE --credit RUPEES [--coupons all|ID,ID] [--networks NETWORK,NETWORK]
--coupons: every coupon, or these besides those that the company makes. --networks: where it can be used from.
Scopes: ${knownScopes.join(', ')}`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      name: { type: 'string' },
      scopes: { type: 'string' },
      credit: { type: 'string', default: '0' },
      coupons: { type: 'string', default: '' },
      networks: { type: 'string', default: '' },
    },
  });
  const name = values.name?.trim();
  if (!name) throw new Error('--name is missing.');
  const scopes = (values.scopes ?? '').split(',').map((scope) => scope.trim());
  if (!values.scopes?.trim()) throw new Error('--scopes is missing.');
  for (const scope of scopes) {
    if (!isScope(scope)) throw new Error(`There is no scope "${scope}".`);
  }
  return {
    name,
    scopes: [...new Set(scopes.filter(isScope))],
    creditPaisa: readCredit(values.credit),
    ...readCoupons(values.coupons),
    networks: values.networks,
  };
}

function readCoupons(text: string): { couponLimit: CouponLimit; couponIds: number[] } {
  if (text.trim() === 'all') return { couponLimit: 'all', couponIds: [] };
  const ids = text.split(',').filter((part) => part.trim() !== '');
  if (ids.some((id) => !/^\s*[1-9]\d{0,14}\s*$/.test(id))) {
    throw new Error(`--coupons is "${text}"; it has to be all, or the ids of coupons with commas between them.`);
  }
  return { couponLimit: 'own', couponIds: ids.map(Number) };
}

function readCredit(text: string): number {
  try {
    const paisa = parseRupees(text);
    if (paisa >= 0) return paisa;
  } catch {
    // Said below, together with a negative amount.
  }
  throw new Error(`--credit is "${text}"; it has to be an amount in rupees, as 100000 or 99.50.`);
}

function isScope(text: string): text is Scope {
  return (knownScopes as readonly string[]).includes(text);
}

try {
  const input = readArguments();
  await runCommand(async () => {
    const { key } = await createIntegratorKey(systemContext(getDatabase(), 'npm run key'), input);
    console.log(key);
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
