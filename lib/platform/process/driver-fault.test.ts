import { expect, it } from 'vitest';
import { isDriverFault } from './driver-fault';

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
