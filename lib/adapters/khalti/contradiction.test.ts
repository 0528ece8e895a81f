import { describe, expect, it } from 'vitest';
import { speaksOfFailure, speaksOfSuccess } from './contradiction';

describe('what a text says', () => {
  it.each([
    'received successfully',
    'Request received successfully.',
    'SUCCESS',
    'Transaction completed',
    'Not delivered by SMS, but received successfully',
  ])('finds success in "%s"', (text) => {
    expect(speaksOfSuccess(text)).toBe(true);
  });

  it.each([
    'Unsuccessful',
    'The payment was not successful',
    "Couldn't be completed",
    'Transaction could not be successfully completed',
    "Can't fulfill request",
    'Validation error',
    'Product Currently Unavailable',
    'Request with duplicate reference id obtained',
    'enter valid amount',
  ])('finds none in "%s"', (text) => {
    expect(speaksOfSuccess(text)).toBe(false);
  });

  it.each(['Transaction failed', 'Unsuccessful', 'was declined', 'not completed'])('finds failure in "%s"', (text) => {
    expect(speaksOfFailure(text)).toBe(true);
  });

  it.each(["Your Pin number is ''", 'Success', 'Transaction successful'])('finds no failure in "%s"', (text) => {
    expect(speaksOfFailure(text)).toBe(false);
  });
});
