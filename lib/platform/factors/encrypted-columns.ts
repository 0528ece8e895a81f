import type { EncryptedColumn } from '@/lib/platform/keys/re-encrypt';
import type { EncryptedRow } from '@/lib/platform/keys/re-encrypt.sql';
import { decryptTotpSecret, encryptTotpSecret } from './encrypt-totp-secret';

function reEncrypt({ id, sealed, keyId }: EncryptedRow) {
  const again = encryptTotpSecret(decryptTotpSecret({ sealed, sealingKeyId: keyId }, id), id);
  return { sealed: again.sealed, keyId: again.sealingKeyId };
}

const ofUser = { table: 'totp_secrets', boundTo: 'id', reEncrypt };

export const encryptedTotpColumns: EncryptedColumn[] = [
  { ...ofUser, name: 'authenticator app of user', sealed: 'sealed', keyId: 'sealing_key_id' },
  { ...ofUser, name: 'new authenticator app of user', sealed: 'pending_sealed', keyId: 'pending_sealing_key_id' },
];
