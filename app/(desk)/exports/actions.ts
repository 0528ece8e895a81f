'use server';

import { action } from '@/app/session/action';
import { deleteExport } from '@/lib/domain/exports/delete-export';

export const deleteExportAction = action(deleteExport);
