'use server';

import { z } from 'zod';
import { action } from '@/app/session/action';
import { type DirectoryKind, directoryKinds } from '@/lib/core/entities/directory';
import { operationsOf } from '@/lib/domain/coupons/directories/directory-operations';

/** Which directory, and the input of its use case. */
const ofDirectory = z.object({
  kind: z.enum(directoryKinds as [DirectoryKind, ...DirectoryKind[]]),
  input: z.custom<never>(),
});

export const createEntryAction = action(ofDirectory, (ctx, { kind, input }) => operationsOf(kind).create(ctx, input));
export const updateEntryAction = action(ofDirectory, (ctx, { kind, input }) => operationsOf(kind).update(ctx, input));
export const archiveEntryAction = action(ofDirectory, (ctx, { kind, input }) => operationsOf(kind).archive(ctx, input));
export const restoreEntryAction = action(ofDirectory, (ctx, { kind, input }) => operationsOf(kind).restore(ctx, input));
