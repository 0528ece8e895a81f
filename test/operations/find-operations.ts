import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

export type FoundOperation = {
  name: string;
  input: z.ZodType;
  /** Calls it as somebody would who goes around its types. */
  call: (ctx: Context<Actor>, input: unknown) => Promise<unknown>;
};

const root = path.resolve(import.meta.dirname, '../..');

/** Every use case that the files of a folder export. @throws when a file declares one and exports none */
export async function findOperations(folder: string): Promise<FoundOperation[]> {
  const files = globSync(`${folder}/**/*.ts`, { cwd: root })
    .filter((file) => !/(\.test|\/operation)\.ts$/.test(file))
    .filter((file) => /\boperation\(/.test(readFileSync(path.join(root, file), 'utf8')))
    .sort();
  const found = await Promise.all(
    files.map(async (file) => {
      const exported: Record<string, unknown> = await import(path.join(root, file));
      const operations = Object.entries(exported).flatMap(([name, value]) => asOperation(name, value));
      if (operations.length === 0) throw new Error(`${file} declares a use case and exports none.`);
      return operations;
    }),
  );
  return found.flat();
}

function asOperation(name: string, value: unknown): FoundOperation[] {
  if (typeof value !== 'function' || !('permission' in value) || !('input' in value)) return [];
  return [{ name, input: value.input as z.ZodType, call: value as unknown as FoundOperation['call'] }];
}

/** The names of an input's fields; none for an input that is not an object of fields. */
export function fieldsOf(schema: z.ZodType): string[] {
  return 'shape' in schema ? Object.keys(schema.shape as object) : [];
}
