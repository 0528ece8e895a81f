'use server';

import { action } from '@/app/session/action';
import { chooseDefaultView } from '@/lib/domain/finding/saved-views/choose-default-view';
import { createSavedView } from '@/lib/domain/finding/saved-views/create-saved-view';
import { deleteSavedView } from '@/lib/domain/finding/saved-views/delete-saved-view';
import { listSavedViews } from '@/lib/domain/finding/saved-views/list-saved-views';
import { restoreSavedView } from '@/lib/domain/finding/saved-views/restore-saved-view';
import { updateSavedView } from '@/lib/domain/finding/saved-views/update-saved-view';

export const listSavedViewsAction = action(listSavedViews);
export const createSavedViewAction = action(createSavedView);
export const updateSavedViewAction = action(updateSavedView);
export const deleteSavedViewAction = action(deleteSavedView);
export const restoreSavedViewAction = action(restoreSavedView);
export const chooseDefaultViewAction = action(chooseDefaultView);
