import { stripVTControlCharacters } from 'node:util';
import { logger } from '@/lib/core/logger';

const longest = 500;

/** Next and libraries write their faults to the console: they become lines of the log, without a driver's parameters. */
export function logConsole(): void {
  for (const level of ['error', 'warn'] as const) {
    console[level] = (...written: unknown[]) => {
      const err = written.find((one) => one instanceof Error);
      const words = written.filter((one) => typeof one === 'string').join(' ');
      const message = stripVTControlCharacters(words).trim().slice(0, longest);
      logger[level](err ? { err } : {}, message || 'written to the console');
    };
  }
}
