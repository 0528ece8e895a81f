import { eq } from 'drizzle-orm';
import { tableImports as imports, tableUploads } from '@/db/schema/table-imports';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { tableImports } from './table-imports';

const ofSubject = (subject: string | undefined) =>
  Object.values(tableImports).find((operations) => operations.subject === subject);

/** Checks or imports a file, whatever it holds. Does nothing where it is gone. */
export async function runTableUpload(
  ctx: Context<SystemActor>,
  work: 'runCheck' | 'runImport',
  input: { uploadId: number; signal: AbortSignal },
): Promise<void> {
  const { id, subject } = tableUploads;
  const [upload] = await ctx.db.select({ subject }).from(tableUploads).where(eq(id, input.uploadId));
  await ofSubject(upload?.subject)?.[work](ctx, input);
}

/** Undoes an import, whatever was imported. Does nothing where it is gone. */
export async function runTableUndo(
  ctx: Context<SystemActor>,
  input: { importId: number; signal: AbortSignal },
): Promise<void> {
  const { id, subject } = imports;
  const [kept] = await ctx.db.select({ subject }).from(imports).where(eq(id, input.importId));
  await ofSubject(kept?.subject)?.runUndo(ctx, input);
}
