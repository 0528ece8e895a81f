import { digestAgain } from '@/lib/domain/coupons/reading/digest-code';
import type { EncryptedColumn } from '@/lib/platform/keys/re-encrypt';
import type { EncryptedRow } from '@/lib/platform/keys/re-encrypt.sql';
import { decryptCode, encryptBound } from './encrypt-code';

/** A code or a PIN again, with its digest, which it is bound to. @throws when it cannot be decrypted */
export function reEncryptBound({ sealed, keyId, boundTo }: EncryptedRow) {
  const text = decryptCode({ sealed, sealingKeyId: keyId, digest: boundTo });
  const digest = digestAgain(text, boundTo);
  const { sealed: again, sealingKeyId } = encryptBound(text, digest);
  return { sealed: again, keyId: sealingKeyId, digest };
}

export const encryptedCodeColumns: EncryptedColumn[] = [
  {
    name: 'code',
    table: 'codes',
    sealed: 'sealed',
    keyId: 'sealing_key_id',
    boundTo: 'digest',
    digestKeyId: 'digest_key_id',
    reEncrypt: reEncryptBound,
  },
];
