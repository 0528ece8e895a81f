import { type KeyCheck, verifyApiKey } from '@/lib/platform/auth/api-key';
import { noteKeyUse } from '@/lib/platform/auth/note-key-use';
import { type ApiEnv, originOf } from './environment';

/** Whose key it is, or why it is refused; what of it concerns security is recorded. */
export async function checkKey(variables: ApiEnv['Variables'], key: string): Promise<KeyCheck> {
  const { dependencies, requestId, address } = variables;
  const now = dependencies.now();
  const check = await verifyApiKey(dependencies.database(), key, now, address);
  await noteKeyUse(dependencies.database(), check, { origin: originOf(variables), requestId }, now);
  return check;
}
