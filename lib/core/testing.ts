import { symbols } from 'pino';
import { onTestFinished } from 'vitest';
import { logger } from './logger';
import type { Cell, TableFile } from './table-file';

type Streamed = { [symbols.streamSym]: unknown };

/** Everything that is logged from now on until the end of the test, at every level. */
export function captureLog(): string[] {
  const lines: string[] = [];
  const { level } = logger;
  const stream = (logger as unknown as Streamed)[symbols.streamSym];
  Object.assign(logger, { [symbols.streamSym]: { write: (line: string) => lines.push(line) } });
  logger.level = 'trace';
  onTestFinished(() => {
    Object.assign(logger, { [symbols.streamSym]: stream });
    logger.level = level;
  });
  return lines;
}

/** The rows of a file, each by its header. */
export async function rowsOf({ rows }: TableFile): Promise<Record<string, Cell>[]> {
  const all: Cell[][] = [];
  for await (const some of rows) all.push(...some);
  const [header = [], ...body] = all;
  return body.map((cells) => Object.fromEntries(header.map((name, at) => [String(name), cells[at]])));
}
