import type { EncryptedColumn } from '@/lib/platform/keys/re-encrypt';
import { reEncryptTotpSecret } from './encrypt-totp-secret';

const ofUser = { table: 'totp_secrets', boundTo: 'id', reEncrypt: reEncryptTotpSecret };

export const encryptedTotpColumns: EncryptedColumn[] = [
  { ...ofUser, name: 'authenticator app of user', sealed: 'sealed', keyId: 'sealing_key_id' },
  { ...ofUser, name: 'new authenticator app of user', sealed: 'pending_sealed', keyId: 'pending_sealing_key_id' },
];
