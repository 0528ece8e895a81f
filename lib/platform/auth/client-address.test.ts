import { expect, it } from 'vitest';
import { clientAddress, trustClientAddressHeader } from './client-address';

it('believes the header only behind our own server', () => {
  const headers = new Headers({ 'x-client-address': '203.0.113.9' });
  expect(clientAddress(headers)).toBe('unknown');
  trustClientAddressHeader();
  expect(clientAddress(headers)).toBe('203.0.113.9');
  expect(clientAddress(new Headers())).toBe('unknown');
});
