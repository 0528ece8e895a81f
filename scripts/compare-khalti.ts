import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { getDatabase } from '@/db/client';
import type { BookComparison } from '@/lib/domain/sales/supply/compare-books';
import { runComparison } from '@/lib/domain/sales/supply/run-comparison';
import type { TheirBook } from '@/lib/domain/sales/supply/schemas';
import { systemContext } from '@/lib/platform/context/context';
import { runCommand } from './environment';

const usage = `Usage: npm run compare-khalti -- [--from 2026-11-01] [--until 2026-12-01] [--books URL_or_FILE]
Without --from, of the last 24 hours. --books: the address of a Khalti sandbox, or the file it keeps its books in.`;

const dayMs = 24 * 60 * 60 * 1000;

function readArguments() {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, until: { type: 'string' }, books: { type: 'string' } },
  });
  const until = readInstant('--until', values.until) ?? new Date();
  const from = readInstant('--from', values.from) ?? new Date(until.getTime() - dayMs);
  if (from >= until) throw new Error('--from is not before --until.');
  return { from, until, books: values.books };
}

function readInstant(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new Error(`${name} is "${text}"; it has to be a date, as 2026-11-01.`);
  return instant;
}

type SandboxSale = {
  reference: string;
  state: string | null;
  amountPaisa: number;
  refundedPaisa?: number;
  pin: string | null;
};

async function readBooks(place: string): Promise<TheirBook[]> {
  const sales = /^https?:/.test(place) ? await fetchBooks(place) : await readBooksFile(place);
  return sales.map(({ state, reference, amountPaisa, refundedPaisa = 0, pin }) => ({
    reference,
    kind: kindOf(state),
    amountPaisa,
    refundedPaisa,
    pin,
  }));
}

async function fetchBooks(url: string): Promise<SandboxSale[]> {
  const answer = await fetch(new URL('/sandbox/books', url));
  if (!answer.ok) throw new Error(`${url} answered with ${answer.status}: it is no Khalti sandbox.`);
  return ((await answer.json()) as { books: SandboxSale[] }).books;
}

/** The last line of a reference is its state; what follows the last line break was cut short. */
async function readBooksFile(file: string): Promise<SandboxSale[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  const sales = lines.flatMap((line) => (JSON.parse(line) as { sale?: SandboxSale }).sale ?? []);
  return [...new Map(sales.map((sale) => [sale.reference, sale])).values()];
}

function kindOf(state: string | null): TheirBook['kind'] {
  if (state === null) return 'invalid_reference';
  return state === 'Success' ? 'succeeded' : state === 'Processing' ? 'processing' : 'failed';
}

function print({ compared, differences }: BookComparison): void {
  if (differences.length > 0) console.table(differences);
  console.log(`Sales compared: ${compared}. Differences: ${differences.length}.`);
}

try {
  const { books, ...span } = readArguments();
  const theirs = books === undefined ? {} : { books: await readBooks(books) };
  await runCommand(async () => {
    const comparison = await runComparison(systemContext(getDatabase(), 'npm run compare-khalti'), {
      ...span,
      ...theirs,
    });
    print(comparison);
    if (comparison.differences.length > 0) process.exitCode = 1;
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
