import { hash, verify } from '@node-rs/argon2';

// Argon2id is the library's default algorithm; cost as OWASP's password storage page asks (19 MiB, 2 passes).
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let decoy: Promise<string> | undefined;

/** Compares; without a stored hash it spends the same time on a decoy, so that timing does not reveal which accounts exist. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  if (stored === undefined) {
    decoy ??= hashPassword('no such account');
    await verify(await decoy, password);
    return false;
  }
  return verify(stored, password);
}
