'use client';

import { Link2, Pencil, Star, StarOff, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { copyText } from '@/components/copy-button';
import { Dialog } from '@/components/dialog';
import { type InPlace, InPlaceLink } from '@/components/in-place-link';
import { type MenuAction, MenuButton } from '@/components/menu-button';
import { toastError, toastSuccess } from '@/components/toasts';
import type { SavedListName } from '@/lib/domain/finding/saved-views/lists';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import { EditViewDialog } from './edit-view-dialog';
import type { Shown } from './savable';
import { useViewActions } from './use-view-actions';

type ManageViewsDialogProps = {
  list: SavedListName;
  views: SavedView[];
  toView: (view: SavedView) => InPlace;
  shown: Shown;
  onChange: () => Promise<void>;
  onClose: () => void;
};

/** Every view of a list with what can be done with it. */
export function ManageViewsDialog({ list, views, toView, shown, onChange, onClose }: ManageViewsDialogProps) {
  const t = useTranslations('views');
  const common = useTranslations('common');
  const perform = useViewActions(onChange);
  const [edited, setEdited] = useState<SavedView | null>(null);
  if (edited)
    return <EditViewDialog list={list} view={edited} shown={shown} onDone={onChange} onClose={() => setEdited(null)} />;

  const copyLink = async (view: SavedView) => {
    if (await copyText(new URL(toView(view).href, window.location.href).href)) toastSuccess(t('done.copied'));
    else toastError(common('copyFailed'));
  };
  const actionsOf = (view: SavedView): MenuAction[] => [
    { id: 'copy', label: t('manage.copyLink'), icon: <Link2 />, onPress: () => void copyLink(view) },
    {
      id: 'default',
      label: t(view.isDefault ? 'manage.unsetDefault' : 'manage.makeDefault'),
      icon: view.isDefault ? <StarOff /> : <Star />,
      onPress: () => perform('makeDefault', view),
    },
    ...(view.canChange
      ? [
          { id: 'edit', label: t('manage.edit'), icon: <Pencil />, onPress: () => setEdited(view) },
          {
            id: 'delete',
            label: t('manage.delete'),
            icon: <Trash2 />,
            tone: 'danger' as const,
            onPress: () => perform('delete', view),
          },
        ]
      : []),
  ];
  return (
    <Dialog
      title={t('manage.title')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={<Button onPress={onClose}>{common('close')}</Button>}
    >
      {views.length === 0 && <p className="text-muted">{t('manage.none')}</p>}
      <ul className="divide-y divide-separator">
        {views.map((view) => {
          const link = toView(view);
          const follow = () => {
            onClose();
            link.onFollow();
          };
          return (
            <li key={view.id} className="flex min-h-12 items-center gap-3 py-1.5">
              <div className="min-w-0 flex-1">
                <InPlaceLink
                  href={link.href}
                  onFollow={follow}
                  className="rounded-sm font-medium wrap-anywhere hover:underline"
                >
                  {view.name}
                </InPlaceLink>
                <p className="text-13 text-muted empty:hidden">{remarksOn(view)}</p>
              </div>
              <MenuButton label={t('manage.actions', { name: view.name })} actions={actionsOf(view)} />
            </li>
          );
        })}
      </ul>
    </Dialog>
  );

  function remarksOn({ isOwn, isShared, isDefault, ownerName, leftOut }: SavedView): string {
    const whose = isOwn ? isShared && t('manage.shared') : t('manage.sharedBy', { name: ownerName });
    const left = leftOut.length > 0 && t('manage.leftOut', { filters: leftOut.join(', ') });
    return [whose, isDefault && t('manage.default'), left].filter(Boolean).join(' · ');
  }
}
