import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { OpenDatabase } from '@/db/client';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { followUpSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { systemContext } from '@/lib/platform/context/context';
import { expect, test } from '../fixtures';
import { freePort, openOwnDatabase, startOwnServer } from './own-server';

const integrators = 64;
const purchasesEach = 5;
const kills = 5;
const pricePaisa = 200_000;
/** Enough for those that are answered, and for the one that each kill cuts. */
const creditPaisa = (purchasesEach + kills) * pricePaisa;

/** A tenth of the payments, whatever they are for. */
const faults = [
  { percent: 2, fault: { kind: 'cut-before-booking' } },
  { percent: 2, fault: { kind: 'cut-after-booking' } },
  { percent: 2, fault: { kind: 'server-error', books: true } },
  { percent: 2, fault: { kind: 'processing', lookUps: 1 } },
  { percent: 2, fault: { kind: 'truncated-json' } },
] as const;

async function makeIntegrators({ db }: OpenDatabase): Promise<string[]> {
  const ctx = systemContext(db, 'chaos test');
  const keys: string[] = [];
  for (let nth = 0; nth < integrators; nth++) {
    const made = await createIntegratorKey(ctx, { name: `Chaos ${nth}`, scopes: ['nettv:sell'], creditPaisa });
    keys.push(made.key);
  }
  return keys;
}

/** Buys one after the other; a purchase whose answer is cut is never sent again. */
async function buyAll(url: () => Promise<string>, token: string, onAnswer: () => void): Promise<void> {
  for (let answered = 0; answered < purchasesEach; ) {
    const reference = randomUUID();
    const order = JSON.stringify({ token, reference, value: 'nettv khalti', amount: 2000 });
    const headers = { 'content-type': 'application/json' };
    const base = await url();
    const answer = await fetch(`${base}/api/use/nettv-coupon/`, { method: 'POST', headers, body: order }).catch(
      () => null,
    );
    const body = await answer?.text().catch(() => undefined);
    if (body === undefined) continue;
    answered += 1;
    onAnswer();
  }
}

/** What is left open is followed up as the jobs would, on a clock that runs ahead. */
async function followUpUntilSettled({ db, sql }: OpenDatabase): Promise<void> {
  for (let minutes = 3; minutes < 24 * 60; minutes += 6) {
    const now = new Date(Date.now() + minutes * 60_000);
    await followUpSales({ ...systemContext(db, 'chaos test'), now: () => now });
    const [open] = await sql<{ count: number }[]>`
      select count(*)::int as count from sales where state in ('pending', 'unknown')`;
    if (open?.count === 0) return;
  }
}

/** `npm run compare-khalti` on both books; what it prints, and 0 when they agree. */
async function compareBooks(url: string): Promise<{ exit: number | null; printed: string }> {
  const child = spawn('node', ['--import', 'tsx', 'scripts/compare-khalti.ts', '--books', url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [[exit], printed] = await Promise.all([once(child, 'exit'), text(child.stdout)]);
  return { exit, printed };
}

test('64 integrators, a tenth of the payments at fault, five kills: both books agree', async () => {
  test.setTimeout(400_000);
  const database = await openOwnDatabase();
  const khalti = await connectKhalti(3000);
  await offerKhaltiProduct(database.db, khalti, { value: 'nettv khalti', amount: 2000 });
  const keys = await makeIntegrators(database);
  khalti.rules({ seed: 7, rules: [...faults] });

  const port = await freePort();
  let server = await startOwnServer(port, { hasPages: false });
  let serving = Promise.resolve(`http://127.0.0.1:${port}`);
  let answered = 0;
  let killed = 0;
  const killEvery = Math.floor((integrators * purchasesEach) / (kills + 1));
  const onAnswer = () => {
    answered += 1;
    if (killed === kills || answered < killEvery * (killed + 1)) return;
    killed += 1;
    // One kill after the other: each hits a server that was up.
    serving = serving.then(async (url) => {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      server = await startOwnServer(port, { hasPages: false });
      return url;
    });
  };
  await Promise.all(keys.map((key) => buyAll(() => serving, key, onAnswer)));
  await serving;
  expect(killed).toBe(kills);
  server.kill('SIGTERM');
  await once(server, 'exit');

  khalti.clearFaults();
  await followUpUntilSettled(database);
  const sales = await database.sql<{ state: string }[]>`select state from sales`;
  expect(sales.length).toBeGreaterThanOrEqual(integrators * purchasesEach);
  expect(new Set(sales.map(({ state }) => state)).size).toBeGreaterThan(1);
  expect(khalti.books().filter(({ posts }) => posts > 1)).toEqual([]);
  const { exit, printed } = await compareBooks(khalti.url);
  expect(exit, printed).toBe(0);
  expect(printed).toContain(String(sales.length));

  const accounts = await database.sql<{ kind: string; balance: number; moved: number }[]>`
    select a.kind, sum(a.balance_paisa)::int as balance,
      sum((select coalesce(sum(case when t.to_account_id = a.id then t.amount_paisa else -t.amount_paisa end), 0)
        from credit_transfers t where a.id in (t.from_account_id, t.to_account_id)))::int as moved
    from credit_accounts a group by a.kind`;
  const paid = (...states: string[]) => sales.filter(({ state }) => states.includes(state)).length * pricePaisa;
  const of = (kind: string) => accounts.find((account) => account.kind === kind)?.balance;
  expect(of('consumed')).toBe(paid('succeeded'));
  expect(of('held')).toBe(paid('pin_missing'));
  for (const { balance, moved } of accounts) expect(balance).toBe(moved);
  await khalti.close();
  await database.close();
});
