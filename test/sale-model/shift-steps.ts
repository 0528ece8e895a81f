import { ok } from 'node:assert/strict';
import fc from 'fast-check';
import { DomainError } from '@/lib/core/errors';
import { sell } from '@/lib/domain/sales/sales/sell';
import { approveShift } from '@/lib/domain/sales/shifts/approve-shift';
import { closeShift } from '@/lib/domain/sales/shifts/close-shift';
import { findOwnShift, getShift } from '@/lib/domain/sales/shifts/get-shift';
import { listShifts } from '@/lib/domain/sales/shifts/list-shifts';
import { openShift } from '@/lib/domain/sales/shifts/open-shift';
import { order, step } from './step';
import type { World } from './world';

/** Closes the open shift of the desk, if there is one, with what is expected. */
async function close(w: World): Promise<void> {
  const { id: shiftId } = await findOwnShift(w.desk);
  if (shiftId === null) return;
  const { till } = await getShift(w.desk, { shiftId });
  const counted = Object.fromEntries(till.lines.map(({ method, expectedPaisa }) => [method, expectedPaisa]));
  await closeShift(w.desk, { shiftId, seenEntryId: till.newestEntryId, counted });
}

/** Only refusals may come of what happens together. */
async function together(...work: Promise<unknown>[]): Promise<number> {
  const settled = await Promise.allSettled(work);
  for (const one of settled) if (one.status === 'rejected' && !(one.reason instanceof DomainError)) throw one.reason;
  return settled.filter(({ status }) => status === 'fulfilled').length;
}

/** The till of the desk: opened and closed between sales, and at the same instant. */
export const shiftSteps = [
  fc
    .nat({ max: 100_000 })
    .map((floatPaisa) => step(`open a shift with ${floatPaisa}`, (w) => openShift(w.desk, { floatPaisa }))),
  fc.constant(step('close the shift', close)),
  fc.constant(
    step('close the shift twice and sell at one instant', async (w) => {
      await together(close(w), close(w), sell(w.desk, order(w, 'desk', w.stock.product)));
    }),
  ),
  fc.constant(
    step('approve the last shift twice', async (w) => {
      const [last] = (await listShifts(w.desk, { limit: 1 })).rows;
      if (!last) return;
      const approve = () => approveShift(w.admin, { shiftId: last.id });
      ok((await together(approve(), approve())) <= 1, `shift ${last.id} was approved twice`);
    }),
  ),
];
