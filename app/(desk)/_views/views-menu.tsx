'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Bookmark, BookmarkPlus, ChevronDown, Settings2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button, buttonStyle } from '@/components/button';
import type { InPlace } from '@/components/in-place-link';
import { Menu } from '@/components/menu';
import type { MenuSection } from '@/components/menu-types';
import { NativeMenu, NativeMenuLinks, panelLook, panelPlacements } from '@/components/native-menu';
import { useAddress } from '@/components/use-address';
import { whenNeeded } from '@/components/when-needed';
import type { SavedListName } from '@/lib/domain/finding/saved-views/lists';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import type { ListSource } from '../use-list';
import type { ViewCount } from './count-views';
import { isShown, partsOf, stateOf, tableParams, viewParam } from './view-address';

const SaveViewDialog = whenNeeded(() => import('./save-view-dialog').then((module) => module.SaveViewDialog));
const ManageViewsDialog = whenNeeded(() => import('./manage-views-dialog').then((module) => module.ManageViewsDialog));

type ViewsMenuProps = { list: SavedListName; views: SavedView[]; source: ListSource; onChange: () => Promise<void> };

/** Every view of a list, the way to everything, and what saves and changes views. */
export function ViewsMenu({ list, views, source, onChange }: ViewsMenuProps) {
  const t = useTranslations('views');
  const queryClient = useQueryClient();
  const params = useMemo(() => ({ ...source.parsers, ...tableParams, ...viewParam }), [source.parsers]);
  const { state, to } = useAddress(params, { history: 'push' });
  const [counts, setCounts] = useState<Readonly<Record<number, ViewCount>>>({});
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);

  const parts = partsOf(source, state);
  const columns = state.columns as string[] | null;
  const toView = (view: SavedView): InPlace =>
    to({ ...stateOf(source, view.query), columns: view.columns, view: String(view.id) });
  const everything = to({
    ...stateOf(source, {}),
    view: views.some(({ isDefault }) => isDefault) ? 'all' : null,
  });
  const current = views.find((view) => String(view.id) === state.view && isShown(view, parts, columns));
  const shown = current ?? views.find((view) => isShown(view, parts, columns));
  const isEverything = Object.keys(parts).length === 0 && !shown;

  const onOpen = async () => {
    const counting = import('./count-views');
    await onChange().catch(() => undefined);
    const { countViews } = await counting;
    const listed = queryClient.getQueryData<SavedView[]>(['views', list]) ?? views;
    await countViews(queryClient, { views: listed, source }, (id, count) =>
      setCounts((known) => ({ ...known, [id]: count })),
    );
  };

  const all = { id: 'all', label: t('everything'), isCurrent: isEverything, ...everything };
  const [own, shared] = [views.filter(({ isOwn }) => isOwn), views.filter(({ isOwn }) => !isOwn)];
  const links = (of: SavedView[]) =>
    of.map((view) => ({ id: String(view.id), label: view.name, isCurrent: view === shown, ...toView(view) }));
  const detailOf = (id: number) => {
    const counted = counts[id];
    return counted && t(counted.isMore ? 'countMore' : 'count', { count: counted.count });
  };
  const sectionOf = (title: string, entries: ReturnType<typeof links>): MenuSection => ({
    title,
    entries: entries.map(({ id, label }) => {
      const detail = detailOf(Number(id));
      return { id, label, ...(detail ? { detail } : {}) };
    }),
    choice: {
      mode: 'single',
      chosen: entries.filter(({ isCurrent }) => isCurrent).map(({ id }) => id),
      onChange: ([chosen]) => entries.find(({ id }) => id === chosen)?.onFollow(),
    },
  });
  const sections: MenuSection[] = [
    sectionOf(t('own'), [all, ...links(own)]),
    ...(shared.length > 0 ? [sectionOf(t('shared'), links(shared))] : []),
    {
      title: t('change'),
      entries: [
        { id: 'save', label: t('save.action'), icon: <BookmarkPlus />, onPress: () => setDialog('save') },
        ...(views.length > 0
          ? [{ id: 'manage', label: t('manage.action'), icon: <Settings2 />, onPress: () => setDialog('manage') }]
          : []),
      ],
    },
  ];
  const trigger = (
    <>
      <Bookmark aria-hidden className="text-muted" />
      <span className="max-w-56 truncate">{shown ? t('shownView', { name: shown.name }) : t('title')}</span>
      <ChevronDown aria-hidden className="text-muted" />
    </>
  );
  const close = () => setDialog(null);
  return (
    <>
      <NativeMenu
        trigger={trigger}
        triggerClass={buttonStyle({ size: 'sm' })}
        panelClass={`${panelLook} ${panelPlacements['bottom start']}`}
        panel={(closeMenu) => <NativeMenuLinks links={[all, ...links(own), ...links(shared)]} close={closeMenu} />}
      >
        <Menu
          label={t('title')}
          sections={sections}
          placement="bottom start"
          className="min-w-56 max-w-[min(24rem,92vw)]"
          onOpen={() => void onOpen()}
        >
          {(button) => (
            <Button size="sm" {...button}>
              {trigger}
            </Button>
          )}
        </Menu>
      </NativeMenu>
      {dialog === 'save' && (
        <SaveViewDialog
          list={list}
          shown={{ parts, columns }}
          onClose={close}
          onDone={async (id) => {
            await onChange();
            to({ view: String(id) }).onFollow();
          }}
        />
      )}
      {dialog === 'manage' && (
        <ManageViewsDialog
          list={list}
          views={views}
          toView={toView}
          shown={{ parts, columns }}
          onChange={onChange}
          onClose={close}
        />
      )}
    </>
  );
}
