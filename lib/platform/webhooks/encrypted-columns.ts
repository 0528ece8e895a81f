import type { EncryptedColumn } from '@/lib/platform/keys/re-encrypt';
import type { EncryptedRow } from '@/lib/platform/keys/re-encrypt.sql';
import { decryptSecret, encryptSecret } from './encrypt-secret';

function reEncrypt({ id, sealed, keyId }: EncryptedRow) {
  const again = encryptSecret(decryptSecret({ sealed, sealingKeyId: keyId }, id), id);
  return { sealed: again.sealed, keyId: again.sealingKeyId };
}

const ofEndpoint = { table: 'webhook_endpoints', boundTo: 'id', reEncrypt };

export const encryptedSecretColumns: EncryptedColumn[] = [
  { ...ofEndpoint, name: 'secret of webhook endpoint', sealed: 'secret_sealed', keyId: 'secret_sealing_key_id' },
  {
    ...ofEndpoint,
    name: 'earlier secret of webhook endpoint',
    sealed: 'old_secret_sealed',
    keyId: 'old_secret_sealing_key_id',
  },
];
