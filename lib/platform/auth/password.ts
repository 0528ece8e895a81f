import { hash, verify } from '@node-rs/argon2';

// Argon2id is the library's default algorithm. The memory is twice what OWASP's page on password storage asks for at the
// least (19 MiB, 2 passes, 1 lane); `bench/passwords.ts` measures both.
export const minimumCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
export const cost = { ...minimumCost, memoryCost: 2 * minimumCost.memoryCost };

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether a stored hash was made at a lower cost than today's. */
export function isOutdated(stored: string): boolean {
  const [, memory, passes] = /\$m=(\d+),t=(\d+),/.exec(stored) ?? [];
  return Number(memory) < cost.memoryCost || Number(passes) < cost.timeCost;
}

let decoy: Promise<string> | undefined;

/**
 * Compares, and takes the same time whatever there is to compare with, so that it does not reveal which accounts exist:
 * without a stored hash it compares with a decoy, and with one of a lower cost it spends the rest as well.
 */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  if (stored === undefined) {
    decoy ??= hashPassword('no such account');
    await verify(await decoy, password);
    return false;
  }
  const matches = await verify(stored, password);
  if (!matches && isOutdated(stored)) await hash(password, minimumCost);
  return matches;
}
