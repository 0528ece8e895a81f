import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { isDriverFault, isLostConnection } from './driver-fault';

const message = "Cannot read properties of null (reading 'write')";

function thrownAt(frame: string): TypeError {
  return Object.assign(new TypeError(message), { stack: `TypeError: ${message}\n    at ${frame}` });
}

it("knows the driver's write to a connection that is gone", () => {
  expect(
    isDriverFault(thrownAt('Immediate.nextWrite (file:///app/node_modules/postgres/src/connection.js:255:22)')),
  ).toBe(true);
  expect(isDriverFault(thrownAt('nextWrite (/app/node_modules/postgres/cjs/src/connection.js:255:22)'))).toBe(true);
});

it('knows no other error', () => {
  expect(isDriverFault(new TypeError(message))).toBe(false);
  expect(isDriverFault(thrownAt('nextWrite (/app/lib/connection.js:255:22)'))).toBe(false);
  expect(isDriverFault(new Error('anything'))).toBe(false);
});

it('knows a connection to the database that was refused from one to somebody else', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://desk@127.0.0.1:1/desk');
  const refused = (port: number) => once(connect(port, '127.0.0.1'), 'connect').catch((error) => error);
  expect(isLostConnection(await refused(1))).toBe(true);
  expect(isLostConnection(await refused(2))).toBe(false);
  expect(isLostConnection({ syscall: 'connect', address: '/data/database/.s.PGSQL.5432' })).toBe(true);
  expect(isLostConnection(new Error('else'))).toBe(false);
});
