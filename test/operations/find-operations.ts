import { globSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { Permission } from '@/lib/platform/context/permission-names';

export type FoundOperation = {
  name: string;
  permission: Permission | null;
  input: z.ZodType;
  /** Calls it as somebody would who goes around its types. */
  call: (ctx: Context<Actor>, input: unknown) => Promise<unknown>;
};

const root = path.resolve(import.meta.dirname, '../..');

/** Every use case that a folder's files export, also as a member of an exported object, once by its name. */
export async function findOperations(folder: string): Promise<FoundOperation[]> {
  const files = globSync(`${folder}/**/*.ts`, { cwd: root }).filter((file) => !/(\.test|testing)\.ts$/.test(file));
  const found = new Map<string, FoundOperation>();
  for (const file of files.sort()) {
    const exported: Record<string, unknown> = await import(path.join(root, file));
    for (const [name, value] of Object.entries(exported)) {
      const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
      for (const [key, one] of [
        [name, value] as const,
        ...members.map(([key, one]) => [`${name}.${key}`, one] as const),
      ]) {
        if (isOperation(one)) found.set(key, { name: key, permission: one.permission, input: one.input, call: one });
      }
    }
  }
  return [...found.values()];
}

function isOperation(value: unknown): value is FoundOperation['call'] & Pick<FoundOperation, 'permission' | 'input'> {
  return typeof value === 'function' && 'permission' in value && 'input' in value;
}

/** The names of an input's fields; none for an input that is not an object of fields. */
export function fieldsOf(schema: z.ZodType): string[] {
  return 'shape' in schema ? Object.keys(schema.shape as object) : [];
}
