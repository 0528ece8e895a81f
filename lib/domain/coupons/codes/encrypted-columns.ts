import { ne } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codeUploadRows } from '@/db/schema/code-uploads';
import { keyring } from '@/lib/platform/keys/keyring';
import type { EncryptedColumn } from '@/lib/platform/keys/re-encrypt';
import type { EncryptedRow } from '@/lib/platform/keys/re-encrypt.sql';
import { decryptCode, encryptBound } from './encrypt-code';

/** A code or a PIN again, bound to the same digest. @throws when it cannot be decrypted */
export function reEncryptBound({ sealed, keyId, boundTo }: EncryptedRow) {
  const text = decryptCode({ sealed, sealingKeyId: keyId, digest: boundTo });
  const { sealed: again, sealingKeyId } = encryptBound(text, boundTo);
  return { sealed: again, keyId: sealingKeyId };
}

export const encryptedCodeColumns: EncryptedColumn[] = [
  {
    name: 'code',
    table: 'codes',
    sealed: 'sealed',
    keyId: 'sealing_key_id',
    boundTo: 'digest',
    reEncrypt: reEncryptBound,
  },
];

/** Rows of uploads that wait for their import under an earlier key; they are gone within a day. */
export function countStagedUnderEarlierKeys(db: Executor): Promise<number> {
  return db.$count(codeUploadRows, ne(codeUploadRows.sealingKeyId, keyring().encryption.active.id));
}
