'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Collection } from 'react-aria-components/Collection';
import { GridList, GridListLoadMoreItem } from 'react-aria-components/GridList';
import { Button, IconButton } from '@/components/button';
import { useHeldDuringPress } from '@/components/use-held-during-press';
import type { LinkKind, LinkSide as Side } from '@/lib/domain/coupons/coupons/filters';
import { ReadFailed } from '../../../read-failed';
import { ReplayWords } from '../../replay-words';
import { useReplay } from '../../use-replay';
import { replayLinksAction } from './actions';
import { LinkItem } from './link-item';
import { type LinkPage, type LinkRow, linkSideQuery } from './link-queries';

type LinkSideProps = {
  kind: LinkKind;
  couponId: number;
  side: Side;
  name: string;
  /** Another text is typed by now: what is shown cannot be chosen. */
  isOutdated: boolean;
  /** How many there are, in words. */
  count: string | undefined;
  initial: LinkPage | undefined;
  /** Absent for roles that can only look. */
  onMove?: ((rows: LinkRow[]) => void) | undefined;
  className?: string;
};

export function LinkSide(props: LinkSideProps) {
  const { kind, couponId, side, name, count, initial, onMove, className = '' } = props;
  const t = useTranslations('links');
  const tReplay = useTranslations('coupons.replay');
  const [selected, setSelected] = useState<'all' | Set<string | number>>(new Set());
  const query = useInfiniteQuery({
    ...linkSideQuery(kind, couponId, side, name),
    placeholderData: keepPreviousData,
    ...(initial ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
  });
  const { rows, isOutdated } = useHeldDuringPress({
    rows: query.data?.pages.flatMap((page) => page.rows) ?? [],
    isOutdated: props.isOutdated || query.isPlaceholderData,
  });
  const chosen = selected === 'all' ? rows : rows.filter(({ id }) => selected.has(id));
  const action = side === 'linked' ? 'unlink' : 'link';
  const meant = { kind, couponId, action, ids: chosen.map(({ id }) => id) } as const;
  const { replay, run, isPending } = useReplay(replayLinksAction, JSON.stringify(meant));
  const move = (some: LinkRow[]) => {
    setSelected(new Set());
    onMove?.(some);
  };
  const nothing = () => {
    if (query.isPending || isOutdated) return null;
    if (name) return t('nothingNamed', { name });
    return t(side === 'linked' ? `${kind}.emptyLinked` : `${kind}.emptyUnlinked`);
  };

  return (
    <section
      aria-label={t(`sides.${side}`)}
      inert={isOutdated}
      className={`card flex min-w-0 flex-col overflow-clip ${isOutdated ? 'opacity-60' : ''} ${className}`}
    >
      <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-border px-4 py-2">
        <h2 className="font-semibold">{t(`sides.${side}`)}</h2>
        <span className="figures text-13 text-muted">{count}</span>
        {onMove && rows.length > 0 && (
          <div className="ms-auto flex items-center gap-2">
            {chosen.length > 0 ? (
              <>
                <Button size="sm" look="quiet" aria-label={t('clear')} onPress={() => setSelected(new Set())}>
                  {t('selected', { count: chosen.length })}
                </Button>
                <IconButton
                  size="sm"
                  icon={<History />}
                  label={tReplay('try')}
                  isPending={isPending}
                  onPress={() => run(meant)}
                />
                <Button size="sm" look={action === 'link' ? 'primary' : 'secondary'} onPress={() => move(chosen)}>
                  {t(`action.${action}Some`, { count: chosen.length })}
                </Button>
              </>
            ) : (
              <Button size="sm" look="quiet" onPress={() => setSelected(new Set(rows.map(({ id }) => id)))}>
                {t('selectAll')}
              </Button>
            )}
          </div>
        )}
      </div>
      {query.isError && !query.data ? (
        <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <GridList
          aria-label={t(`sides.${side}`)}
          aria-busy={query.isFetching}
          selectionMode={onMove ? 'multiple' : 'none'}
          selectedKeys={selected}
          onSelectionChange={setSelected}
          {...(onMove ? { onAction: (key) => move(rows.filter(({ id }) => id === key)) } : {})}
          renderEmptyState={() => <p className="px-4 py-10 text-center text-muted text-pretty">{nothing()}</p>}
          className="h-[26rem] overflow-y-auto overscroll-contain outline-none data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2"
        >
          <Collection items={rows}>
            {(row) => <LinkItem row={row} action={action} {...(onMove ? { onMove: () => move([row]) } : {})} />}
          </Collection>
          <GridListLoadMoreItem
            isLoading={query.isFetchingNextPage}
            {...(query.hasNextPage ? { onLoadMore: () => void query.fetchNextPage() } : {})}
            className="px-4 py-3 text-13 text-muted"
          >
            {t('more')}
          </GridListLoadMoreItem>
        </GridList>
      )}
      {/* Below the list, which stays where it is. */}
      <div role="status" className="border-t border-border px-4 py-2 text-13 text-pretty empty:hidden">
        {replay && chosen.length > 0 && <ReplayWords replay={replay} />}
      </div>
    </section>
  );
}
