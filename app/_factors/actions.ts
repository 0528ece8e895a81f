'use server';

import { addPasskey, askToAddPasskey, deletePasskey, renamePasskey } from '@/lib/domain/access/factors/own-passkeys';
import { renewRecoveryCodes } from '@/lib/domain/access/factors/renew-recovery-codes';
import { beginTotp, confirmTotp, removeTotp } from '@/lib/domain/access/factors/set-up-totp';
import { action } from '../session/action';

export const beginTotpAction = action(beginTotp);
export const confirmTotpAction = action(confirmTotp);
export const removeTotpAction = action(removeTotp);
export const askToAddPasskeyAction = action(askToAddPasskey);
export const addPasskeyAction = action(addPasskey);
export const renamePasskeyAction = action(renamePasskey);
export const deletePasskeyAction = action(deletePasskey);
export const renewRecoveryCodesAction = action(renewRecoveryCodes);
