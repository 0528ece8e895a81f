'use client';

import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { toastError, toastInfo, toastSuccess } from '@/components/toasts';
import type { LinkKind, LinkSide } from '@/lib/domain/coupons/coupons/filters';
import { changeLinksAction } from './actions';
import { type LinkPage, type LinkRow, linkSideQuery, linksKey } from './link-queries';

type Action = 'link' | 'unlink';
type Change = { action: Action; rows: LinkRow[]; canOpen?: boolean; isUndo?: boolean };
type Pages = InfiniteData<LinkPage, string | null>;

const opposite = { link: 'unlink', unlink: 'link' } as const;

/**
 * Links and unlinks: shown at once, taken back when refused, with an undo of what was really changed. Before the last one
 * goes, `opening` holds what waits for a yes.
 */
export function useLinkChanges(kind: LinkKind, couponId: number, name: string, linked: number | undefined) {
  const t = useTranslations('links');
  const queryClient = useQueryClient();
  const [opening, setOpening] = useState<LinkRow[] | null>(null);
  const queryKey = linksKey(kind, couponId);
  const keyOf = (side: LinkSide) => linkSideQuery(kind, couponId, side, name).queryKey;

  const change = useMutation({
    mutationFn: ({ action, rows, canOpen = false, isUndo = false }: Change) =>
      changeLinksAction({
        kind,
        couponId,
        action,
        ids: rows.map(({ id }) => id),
        keepLimited: !canOpen && !isUndo,
        withArchived: isUndo,
      }),
    onMutate: async ({ action, rows }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueriesData<Pages>({ queryKey });
      const [from, to] = action === 'link' ? (['unlinked', 'linked'] as const) : (['linked', 'unlinked'] as const);
      queryClient.setQueryData<Pages>(keyOf(from), (pages) => without(pages, rows));
      queryClient.setQueryData<Pages>(keyOf(to), (pages) => withRows(pages, rows));
      return { before };
    },
    onSuccess: (result, { action, rows, isUndo = false }, { before }) => {
      if (!result.ok) {
        for (const [key, data] of before) queryClient.setQueryData(key, data);
        if (result.code === 'opens_to_all') setOpening(rows);
        else toastError(refusalText(result));
        return;
      }
      const { changed, missing } = result.value;
      if (missing.length > 0) toastError(t('gone', { count: missing.length }));
      const [first] = changed;
      if (!first) {
        if (missing.length === 0) toastInfo(t('nothingChanged'));
        return;
      }
      const done = new Set(changed.map(({ id }) => id));
      const undo = () =>
        change.mutate({ action: opposite[action], rows: rows.filter(({ id }) => done.has(id)), isUndo: true });
      toastSuccess(t(`${kind}.${action}`, { count: changed.length, name: first.name }), {
        ...(isUndo ? {} : { action: { label: t('undo'), onPress: undo } }),
      });
    },
    onError: (_error, _change, context) => {
      for (const [key, data] of context?.before ?? []) queryClient.setQueryData(key, data);
      toastError(t('failed'));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });

  return {
    move: (action: Action, rows: LinkRow[]) => {
      if (action === 'unlink' && rows.length === linked) setOpening(rows);
      else change.mutate({ action, rows });
    },
    opening,
    open: (rows: LinkRow[]) => {
      setOpening(null);
      change.mutate({ action: 'unlink', rows, canOpen: true });
    },
    keepLimited: () => setOpening(null),
  };
}

function without(pages: Pages | undefined, rows: LinkRow[]): Pages | undefined {
  if (!pages) return pages;
  const gone = new Set(rows.map(({ id }) => id));
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, rows: page.rows.filter(({ id }) => !gone.has(id)) })),
  };
}

const sortName = ({ name }: LinkRow) => name.toLowerCase();

/** Each where its name belongs; those that belong behind what is loaded come with it. */
function withRows(pages: Pages | undefined, rows: LinkRow[]): Pages | undefined {
  if (!pages) return pages;
  let left = rows;
  const filled = pages.pages.map((page) => {
    const end = page.next === null ? null : page.rows.at(-1);
    const here = left.filter((row) => !end || sortName(row) <= sortName(end));
    left = left.filter((row) => !here.includes(row));
    return { ...page, rows: [...page.rows, ...here].toSorted((a, b) => (sortName(a) < sortName(b) ? -1 : 1)) };
  });
  return { ...pages, pages: filled };
}
