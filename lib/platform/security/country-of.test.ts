import { expect, it } from 'vitest';
import { countryNameOf, countryOf } from './country-of';

it.each([
  ['110.44.112.1', 'NP'],
  ['::ffff:110.44.112.1', 'NP'],
  ['200.160.2.3', 'BR'],
  ['127.0.0.1', null],
  ['10.1.2.3', null],
  ['2001:db8::1', null],
  ['unknown', null],
  ['1.2.3', null],
  ['', null],
  [null, null],
])('%s is in %s', (address, country) => {
  expect(countryOf(address)).toBe(country);
});

it('names a country', () => {
  expect(countryNameOf('110.44.112.1')).toBe('Nepal');
  expect(countryNameOf('192.168.0.1')).toBeNull();
});
