import { reEncryptBound } from '@/lib/domain/coupons/codes/encrypted-columns';
import type { EncryptedColumn } from '@/lib/platform/keys/re-encrypt';

const ofSale = { table: 'sales', reEncrypt: reEncryptBound };

export const encryptedSaleColumns: EncryptedColumn[] = [
  { ...ofSale, name: 'PIN of sale', sealed: 'pin_sealed', keyId: 'pin_sealing_key_id', boundTo: 'pin_digest' },
  {
    ...ofSale,
    name: 'serial of sale',
    sealed: 'serial_sealed',
    keyId: 'serial_sealing_key_id',
    boundTo: 'serial_digest',
  },
];
