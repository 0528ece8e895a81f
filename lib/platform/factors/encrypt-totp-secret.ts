import { ownedSecret } from '@/lib/platform/keys/owned-secret';

export const {
  encrypt: encryptTotpSecret,
  decrypt: decryptTotpSecret,
  reEncrypt: reEncryptTotpSecret,
} = ownedSecret('totp secret', (userId) => `totp of user ${userId}`);
