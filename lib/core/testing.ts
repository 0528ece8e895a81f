import { symbols } from 'pino';
import { onTestFinished } from 'vitest';
import { logger } from './logger';

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
