'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { SavedListName } from '@/lib/domain/finding/saved-views/lists';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';

export type ViewsOfList = { list: SavedListName; views: SavedView[] };

const Views = createContext<ViewsOfList | null>(null);

/** Around the list of a page: its `ListScreen` shows the views that came with the document. */
export function SavedViews({ list, views, children }: ViewsOfList & { children: ReactNode }) {
  return <Views value={{ list, views }}>{children}</Views>;
}

export const useViewsOfList = (): ViewsOfList | null => useContext(Views);
