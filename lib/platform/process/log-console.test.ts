import { afterEach, expect, it } from 'vitest';
import { captureLog } from '@/lib/core/testing';
import { logConsole } from './log-console';

const { error, warn } = console;
afterEach(() => Object.assign(console, { error, warn }));

it('makes a line of the log of what a library writes, without colours and parameters', () => {
  const lines = captureLog();
  logConsole();
  console.error('\u001b[31m⨯\u001b[39m page failed', new Error('select $1\nparams: 9860848045'));
  // biome-ignore lint/suspicious/noConsole: what it does is what is tested
  console.warn({ odd: true });
  const [first, second] = lines.map((line) => JSON.parse(line));
  expect(first).toMatchObject({ level: 50, msg: '⨯ page failed', err: { message: 'select $1' } });
  expect(first.err.stack).toContain('log-console.test.ts');
  expect(second).toMatchObject({ level: 40, msg: 'written to the console' });
  expect(lines.join()).not.toContain('9860848045');
});
