import type { EncryptedColumn } from '@/lib/platform/keys/re-encrypt';
import { reEncryptSecret } from './encrypt-secret';

const ofEndpoint = { table: 'webhook_endpoints', boundTo: 'id', reEncrypt: reEncryptSecret };

export const encryptedSecretColumns: EncryptedColumn[] = [
  { ...ofEndpoint, name: 'secret of webhook endpoint', sealed: 'secret_sealed', keyId: 'secret_sealing_key_id' },
  {
    ...ofEndpoint,
    name: 'earlier secret of webhook endpoint',
    sealed: 'old_secret_sealed',
    keyId: 'old_secret_sealing_key_id',
  },
];
