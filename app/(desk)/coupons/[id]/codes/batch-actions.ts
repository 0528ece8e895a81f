'use server';

import { action } from '@/app/session/action';
import { cancelBatch } from '@/lib/domain/coupons/codes/cancel-batch';
import { cancelUpload } from '@/lib/domain/coupons/codes/cancel-upload';
import { changeCodes, countSelected } from '@/lib/domain/coupons/codes/change-codes';
import { importUpload } from '@/lib/domain/coupons/codes/import-upload';
import { listCodeHistory } from '@/lib/domain/coupons/codes/list-code-history';
import { pauseBatch } from '@/lib/domain/coupons/codes/pause-batch';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { setBatchCost } from '@/lib/domain/coupons/codes/set-batch-cost';
import { undoCodeOperation } from '@/lib/domain/coupons/codes/undo-code-operation';

export const cancelBatchAction = action(cancelBatch);
export const cancelUploadAction = action(cancelUpload);
export const changeCodesAction = action(changeCodes);

/** A selection of codes is too long for an address, so counting one is an action too. */
export const countSelectedAction = action(countSelected);
export const importUploadAction = action(importUpload);
export const codeHistoryAction = action(listCodeHistory);
export const pauseBatchAction = action(pauseBatch);
export const requestBatchAction = action(requestBatch);
export const setBatchCostAction = action(setBatchCost);
export const undoCodeOperationAction = action(undoCodeOperation);
