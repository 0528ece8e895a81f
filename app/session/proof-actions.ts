'use server';

import {
  askToProve,
  listProofWays,
  proveByCode,
  proveByPasskey,
  proveByPassword,
} from '@/lib/domain/access/factors/prove';
import { action } from './action';

export const listProofWaysAction = action(listProofWays);
export const proveByPasswordAction = action(proveByPassword);
export const proveByCodeAction = action(proveByCode);
export const askToProveAction = action(askToProve);
export const proveByPasskeyAction = action(proveByPasskey);
