import { reEncryptBound } from '@/lib/domain/coupons/codes/encrypted-columns';
import type { EncryptedColumn } from '@/lib/platform/keys/re-encrypt';

const ofSale = (part: 'pin' | 'serial') => ({
  table: 'sales',
  sealed: `${part}_sealed`,
  keyId: `${part}_sealing_key_id`,
  boundTo: `${part}_digest`,
  digestKeyId: `${part}_digest_key_id`,
  reEncrypt: reEncryptBound,
});

export const encryptedSaleColumns: EncryptedColumn[] = [
  { ...ofSale('pin'), name: 'PIN of sale' },
  { ...ofSale('serial'), name: 'serial of sale' },
  {
    table: 'corrected_pins',
    sealed: 'sealed',
    keyId: 'sealing_key_id',
    boundTo: 'digest',
    digestKeyId: 'digest_key_id',
    reEncrypt: reEncryptBound,
    name: 'corrected PIN of sale',
  },
];
