import { expect, it } from 'vitest';
import { holdsContact } from './holds-contact';

it.each([
  'sita@example.com',
  'Sales of sita.sharma@mail.example.com, failed',
  '9860848045',
  'Calls of +977 986-084 8045',
  'से ९८६०८४८०४५',
])('finds the contact in %j', (text) => {
  expect(holdsContact(text)).toBe(true);
});

it.each(['', 'Failed today', '2026-12-01 to 2026-12-31', 'Above 100,000', '@night', 'a@b', 'WELCOME25', 'Shift 98765'])(
  'finds none in %j',
  (text) => {
    expect(holdsContact(text)).toBe(false);
  },
);
