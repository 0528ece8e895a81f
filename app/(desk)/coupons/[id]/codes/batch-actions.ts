'use server';

import { action } from '@/app/session/action';
import { cancelBatch } from '@/lib/domain/coupons/codes/cancel-batch';
import { changeCodes, countSelected } from '@/lib/domain/coupons/codes/change-codes';
import { importUpload } from '@/lib/domain/coupons/codes/import-upload';
import { listCodeHistory } from '@/lib/domain/coupons/codes/list-code-history';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import {
  type BatchInput,
  batchInput,
  type ChangeCodesInput,
  type CodeInput,
  type CodeOperationInput,
  type CountSelectedInput,
  changeCodesInput,
  codeInput,
  codeOperationInput,
  countSelectedInput,
  type RequestBatchInput,
  requestBatchInput,
  type UploadInput,
  uploadInput,
} from '@/lib/domain/coupons/codes/schemas';
import { undoCodeOperation } from '@/lib/domain/coupons/codes/undo-code-operation';

const request = action(requestBatchInput, requestBatch);
const cancel = action(batchInput, cancelBatch);
const importFile = action(uploadInput, importUpload);
const count = action(countSelectedInput, countSelected);
const change = action(changeCodesInput, changeCodes);
const undo = action(codeOperationInput, undoCodeOperation);
const history = action(codeInput, listCodeHistory);

export async function requestBatchAction(input: RequestBatchInput) {
  return request(input);
}

export async function cancelBatchAction(input: BatchInput) {
  return cancel(input);
}

export async function importUploadAction(input: UploadInput) {
  return importFile(input);
}

/** A selection of codes is too long for an address, so counting one is an action too. */
export async function countSelectedAction(input: CountSelectedInput) {
  return count(input);
}

export async function changeCodesAction(input: ChangeCodesInput) {
  return change(input);
}

export async function undoCodeOperationAction(input: CodeOperationInput) {
  return undo(input);
}

export async function codeHistoryAction(input: CodeInput) {
  return history(input);
}
