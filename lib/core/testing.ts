import { symbols } from 'pino';
import { logger } from './logger';

/** Everything that is logged from now on, at every level. */
export function captureLog(): string[] {
  const lines: string[] = [];
  Object.assign(logger, { [symbols.streamSym]: { write: (line: string) => lines.push(line) } });
  logger.level = 'trace';
  return lines;
}
