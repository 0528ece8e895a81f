import { expect, it } from 'vitest';
import { maskEmail } from './mask-email';

it.each([
  ['sita.sharma@example.com', 's…a@example.com'],
  ['ab@example.com', 'a…@example.com'],
  ['a@example.com', 'a…@example.com'],
  ['erased', '…'],
])('%s is shown as %s', (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
