/** SQL for what a code costs us, as its batch says; null where nobody said. */
export const unitCost = (codeId: string): string =>
  `(select b.unit_cost_paisa from codes k join code_batches b on b.id = k.batch_id where k.id = ${codeId})`;
