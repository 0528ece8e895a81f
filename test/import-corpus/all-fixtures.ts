import { corpus as codeCorpus, fixtures as codeFixtures } from '@/lib/domain/coupons/codes/corpus/testing';
import { workbooks as codeWorkbooks } from '@/lib/domain/coupons/codes/corpus/workbooks/testing';
import { fixtureFile } from '@/lib/domain/coupons/files/testing';
import { corpus, fixtures, workbooks } from './files';
import { kinds } from './kinds';

/** The folders that hold nothing else. */
export const fixtureFolders = [codeFixtures, fixtures];

/** Every file that the tests of imports read, by its path. */
export async function allFixtures(): Promise<Map<string, Buffer>> {
  const all = new Map<string, Buffer>();
  const add = (root: string, { name, bytes }: { name: string; bytes: Buffer }) => {
    const file = fixtureFile(root, name);
    if (all.has(file)) throw new Error(`Two files are called ${file}.`);
    all.set(file, bytes);
  };
  for (const file of [...codeCorpus(), ...(await codeWorkbooks())]) if (file.isKept) add(codeFixtures, file);
  for (const kind of kinds) for (const file of [...corpus(kind), ...(await workbooks(kind))]) add(fixtures, file);
  return all;
}
