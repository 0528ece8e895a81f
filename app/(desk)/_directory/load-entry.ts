import 'server-only';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { Invalid } from '@/lib/core/errors';
import { linkedDirectories, operationsOf } from '@/lib/domain/coupons/directories/directory-operations';
import { directoryPages } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import { directoryRoutes, type LinkedDirectoryKind } from './directory-kind';
import { loadUses } from './search-params';

export type EntryPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

/** What the page of one entry begins with, or what is shown instead. */
export function entryLoader(kind: LinkedDirectoryKind) {
  const load = cache((id: string) =>
    findThing(directoryPages(kind).entry, id, (ctx, of) => operationsOf(kind).get(ctx, { id: of })),
  );
  return {
    loadTitle: async ({ params }: Pick<EntryPageProps, 'params'>) => {
      const { thing, insteadTitle } = await load((await params).id);
      return insteadTitle ?? thing.name;
    },
    loadWithUses: async ({ params, searchParams }: EntryPageProps) => {
      const { id } = await params;
      const { ctx, thing: entry, instead } = await load(id);
      if (instead) return { instead };
      const { after } = await loadUses(searchParams);
      const input = { id: Number(id), ...(after ? { after } : {}) };
      const uses = await linkedDirectories[kind].listCoupons(ctx, input).catch((error: unknown) => {
        if (error instanceof Invalid) redirect(directoryRoutes(kind).entry(id));
        throw error;
      });
      return { instead, entry, uses, after, canWrite: can(ctx.actor, 'coupons.write') };
    },
  };
}
