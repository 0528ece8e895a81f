'use server';

import { z } from 'zod';
import { action } from '@/app/session/action';
import { type DirectoryKind, directoryKinds } from '@/lib/core/entities/directory';
import { operationsOf } from '@/lib/domain/coupons/directories/directory-operations';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';

/** Which directory, and the input of its use case. */
const ofDirectory = z.object({
  kind: z.enum(directoryKinds as [DirectoryKind, ...DirectoryKind[]]),
  input: z.custom<never>(),
});

type Run = (ctx: Context<UserActor>, input: never) => Promise<{ id: number; name: string }>;

/** A use case of the directory that the input names; it asserts its permission and parses its part itself. */
const ofKind = (choose: (kind: DirectoryKind) => Run) =>
  operation(null, ofDirectory, (ctx: Context<UserActor>, { kind, input }) => choose(kind)(ctx, input));

export const createEntryAction = action(ofKind((kind) => operationsOf(kind).create));
export const updateEntryAction = action(ofKind((kind) => operationsOf(kind).update));
export const archiveEntryAction = action(ofKind((kind) => operationsOf(kind).archive));
export const restoreEntryAction = action(ofKind((kind) => operationsOf(kind).restore));
