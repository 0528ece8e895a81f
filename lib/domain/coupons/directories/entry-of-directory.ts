import { z } from 'zod';
import { type DirectoryKind, directoryKinds } from '@/lib/core/entities/directory';
import { operation } from '@/lib/platform/context/operation';
import { operationsOf } from './directory-operations';

/** Which directory, and the input of its own use case, which parses it. */
const ofDirectory = z.object({
  kind: z.enum(directoryKinds as [DirectoryKind, ...DirectoryKind[]]),
  input: z.custom<never>(),
});

/** The use cases of any directory, for screens that serve all of them. @throws what its own one throws */
export const createEntry = operation('coupons.write', ofDirectory, (ctx, { kind, input }) =>
  operationsOf(kind).create.strict(ctx, input),
);
export const updateEntry = operation('coupons.write', ofDirectory, (ctx, { kind, input }) =>
  operationsOf(kind).update.strict(ctx, input),
);
export const archiveEntry = operation('coupons.write', ofDirectory, (ctx, { kind, input }) =>
  operationsOf(kind).archive.strict(ctx, input),
);
export const restoreEntry = operation('coupons.write', ofDirectory, (ctx, { kind, input }) =>
  operationsOf(kind).restore.strict(ctx, input),
);
