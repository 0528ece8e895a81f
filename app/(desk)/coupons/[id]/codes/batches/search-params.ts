import { createLoader, parseAsString } from 'nuqs/server';

export const batchListParams = { after: parseAsString };

export const loadBatchList = createLoader(batchListParams);
