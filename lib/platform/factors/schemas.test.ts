import { expect, it } from 'vitest';
import { readInput } from '@/lib/core/read-input';
import { newPasskeyAnswer, passkeyAnswer } from './schemas';

const credential = { id: 'aWQ', rawId: 'aWQ', type: 'public-key' as const };
const further = { authenticatorAttachment: 'platform', clientExtensionResults: { credProps: { rk: true } } };

it('what a browser adds to its answer is neither refused as unknown nor kept', () => {
  const made = { clientDataJSON: 'e30', attestationObject: 'o2M', transports: ['internal'] };
  const signed = { clientDataJSON: 'e30', authenticatorData: 'SZY', signature: 'MEU' };
  for (const [schema, response] of [
    [newPasskeyAnswer, made],
    [passkeyAnswer, signed],
  ] as const) {
    const sent = { ...credential, ...further, response: { ...response, publicKeyAlgorithm: -7, publicKey: 'MFk' } };
    expect(readInput(schema, sent).unknown).toEqual({});
    expect(schema.parse(sent)).toEqual({ ...credential, response });
  }
});
