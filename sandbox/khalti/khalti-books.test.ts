import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectClient, order, startSandbox } from './testing';

async function scratchFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'khalti-sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'books.jsonl');
}

describe('the books file', () => {
  it('gives a stopped sandbox its books back, though its last line was cut short', async () => {
    const booksFile = await scratchFile();
    const first = await startSandbox({ booksFile });
    await first.client.pay(order);
    first.setProduct({ value: 'nettv coupon', amount: 2100 });
    const before = first.books();
    await first.client.pay({ ...order, reference: 'torn', amountPaisa: 210_000 });
    await first.close();
    await truncate(booksFile, (await readFile(booksFile)).length - 20);
    for (let round = 0; round < 2; round++) {
      const again = await startSandbox({ booksFile });
      expect(again.books().slice(0, 1)).toEqual(before);
      expect(again.bookOf('torn')).toMatchObject({ posts: 1 });
      expect(await again.client.pay(order)).toMatchObject({ reason: 'duplicate_reference' });
      before[0] = { ...before[0], posts: round + 2 } as (typeof before)[0];
      expect(await again.client.listProducts()).toMatchObject({ products: [{ amountPaisa: 210_000 }, {}] });
    }
  });

  it('outlives kill -9 of `npm run khalti-sandbox`', async () => {
    const booksFile = await scratchFile();
    const run = async () => {
      const child = spawn(
        'node',
        ['--import', 'tsx', 'scripts/khalti-sandbox.ts', '--port', '0', '--books', booksFile],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      onTestFinished(() => void child.kill('SIGKILL'));
      return { child, url: await readUrl(child) };
    };
    const first = await run();
    const client = connectClient(first.url);
    const paid = Promise.all(
      Array.from({ length: 20 }, (_, index) => client.pay({ ...order, reference: `k${index}` })),
    );
    const outcomes = await paid;
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const again = connectClient((await run()).url);
    expect(outcomes.every(({ kind }) => kind === 'succeeded')).toBe(true);
    const found = await again.bulkStatus(outcomes.map((_, index) => `k${index}`));
    expect([...found.values()].every(({ kind }) => kind === 'succeeded')).toBe(true);
  });
});

async function readUrl(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /Khalti sandbox: (\S+)\n/.exec(said)?.[1];
    if (url) return url;
  }
  throw new Error(`The sandbox did not start: ${said}`);
}
