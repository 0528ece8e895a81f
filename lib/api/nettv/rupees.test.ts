import { describe, expect, it } from 'vitest';
import { floatRupees, paisaOfRupees, plainRupees } from './rupees';

describe('paisaOfRupees', () => {
  it.each([
    [2000, 200_000],
    ['2000', 200_000],
    ['2000.0', 200_000],
    [2000.5, 200_050],
    ['2000.50', 200_050],
    [0.29, 29],
    [1.15, 115],
    [4.35, 435],
    [1_000_000.07, 100_000_007],
    [' 2000 ', 200_000],
    ['2000.500', 200_050],
    [0, 0],
  ])('reads %j as %i paisa', (amount, paisa) => {
    expect(paisaOfRupees(amount)).toBe(paisa);
  });

  it.each([
    ['2,000'],
    ['Rs 2000'],
    ['२०००'],
    [2000.001],
    ['2000.001'],
    ['2e3'],
    [1e21],
    [-2000],
    ['-2000'],
    ['+2000'],
    ['0x7d0'],
    [''],
    [null],
    [undefined],
    [true],
    [[2000]],
    [{}],
  ])('refuses %j', (amount) => {
    expect(paisaOfRupees(amount)).toBeNull();
  });
});

it('writes credits with a decimal and prices without a needless one', () => {
  const written = [200_000, 800_050, 5, 0, -12_345].map(floatRupees);
  expect(JSON.stringify(written)).toBe('[2000.0,8000.5,0.05,0.0,-123.45]');
  expect(JSON.stringify([200_000, 200_050, 5].map(plainRupees))).toBe('[2000,2000.5,0.05]');
});
