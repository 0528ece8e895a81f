import { describe, expect, it } from 'vitest';
import { removeSecrets, secretsOf, textsOf } from './remove-secrets';

describe("the supplier's words", () => {
  it.each([
    ["Your Pin number is 'c3'", 'Your Pin number is [removed]'],
    ['Your Pin number is c3', 'Your Pin number is [removed]'],
    ['PIN: ABCD', 'PIN: [removed]'],
    ['coupon code 8H2K-77QX for you', 'coupon code [removed] for you'],
    ['Sent to 9860848045 and a@gmail.com', 'Sent to [removed] and [removed]'],
    ["Can't fulfill request", "Can't fulfill request"],
    ['Invalid value for product', 'Invalid value for product'],
    ['enter valid amount', 'enter valid amount'],
    ['Product Currently Unavailable', 'Product Currently Unavailable'],
    ['token=TEST:abc is wrong', 'token=[removed] is wrong'],
  ])('turns "%s" into "%s"', (text, clean) => {
    expect(removeSecrets(text, [])).toBe(clean);
  });

  it('removes known secrets wherever they are, in the form of a URL too', () => {
    expect(removeSecrets('see ?token=TEST%3Aa%2Fb, TEST:a/b, or xTEST:a/by', ['TEST:a/b'])).not.toMatch(/a\/b|a%2Fb/);
  });

  it('finds secrets by their names, at any depth', () => {
    const answer = { pin: 'c3', data: [{ serialNumber: 5, more: { token: ['t1', { x: 't2' }] } }], message: 'free' };
    expect(secretsOf(answer)).toEqual(['c3', '5', 't1', 't2']);
    expect(textsOf(answer)).toEqual(['message: free']);
  });

  it.each([
    ['', []],
    ['Product Currently Unavailable', ['Product Currently Unavailable']],
    [{ amount: 'enter valid amount ' }, ['amount: enter valid amount']],
    [{ amount: ['too low', 'odd'], phone: { number: 'short' } }, ['amount: too low, odd', 'phone: number: short']],
    [null, []],
    [{ a: { b: { c: { d: { e: 'too deep' } } } } }, []],
  ])('reads details of any shape: %j', (details, texts) => {
    expect(textsOf(details)).toEqual(texts);
  });
});
