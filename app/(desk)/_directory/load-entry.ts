import 'server-only';
import { notFound, redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { requirePage } from '@/app/session/current-user';
import { Invalid, NotFound } from '@/lib/core/errors';
import { linkedDirectories, operationsOf } from '@/lib/domain/coupons/directories/directory-operations';
import { directoryPages } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import { directoryRoutes, type LinkedDirectoryKind } from './directory-kind';
import { loadUses } from './search-params';

export type EntryPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

/** What the page of one entry begins with; null without the page's permission. An unknown one is not found. */
export function entryLoader(kind: LinkedDirectoryKind) {
  const load = cache(async (id: string) => {
    const { ctx, allowed } = await requirePage(directoryPages(kind).entry);
    if (!allowed) return null;
    if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
    try {
      return { ctx, entry: await operationsOf(kind).get(ctx, { id: Number(id) }) };
    } catch (error) {
      if (error instanceof NotFound) notFound();
      throw error;
    }
  });
  return {
    loadEntry: async ({ params }: Pick<EntryPageProps, 'params'>) => (await load((await params).id))?.entry ?? null,
    loadWithUses: async ({ params, searchParams }: EntryPageProps) => {
      const { id } = await params;
      const loaded = await load(id);
      if (!loaded) return null;
      const { after } = await loadUses(searchParams);
      const input = { id: Number(id), ...(after ? { after } : {}) };
      const uses = await linkedDirectories[kind].listCoupons(loaded.ctx, input).catch((error: unknown) => {
        if (error instanceof Invalid) redirect(directoryRoutes(kind).entry(id));
        throw error;
      });
      return { entry: loaded.entry, uses, after, canWrite: can(loaded.ctx.actor, 'coupons.write') };
    },
  };
}
