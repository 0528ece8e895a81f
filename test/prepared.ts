import { afterAll, beforeAll } from 'vitest';

/**
 * What a file of tests makes once, declared at its top: made before what is declared after it, and closed after that, where
 * it has a `close`. Its parts are there from the file's own `beforeAll` on.
 */
export function prepared<T extends object>(make: () => T | Promise<T>): T {
  const made = {} as T;
  beforeAll(async () => {
    Object.defineProperties(made, Object.getOwnPropertyDescriptors(await make()));
  });
  afterAll(async () => {
    if ('close' in made && typeof made.close === 'function') await made.close();
  });
  return made;
}
