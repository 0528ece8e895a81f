import type { Executor } from '@/db/client';
import { settings } from '@/db/schema/team';
import { NeedsSecondPerson } from '@/lib/core/errors';
import { askForApproval } from '@/lib/platform/approvals/ask-for-approval';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';

/** Switches four eyes on or off without anybody's approval. */
export async function setFourEyes(
  db: Executor,
  to: Partial<
    Record<'fourEyesCreditPaisa' | 'fourEyesExportCodes' | 'fourEyesVoidPaisa', number | null> & {
      fourEyesFreeCoupons: boolean;
    }
  >,
): Promise<void> {
  await getSettings(db);
  await db.update(settings).set(to);
}

/** The draft that a refusal is about. */
export async function draftOf(refused: Promise<unknown>): Promise<number> {
  const error = await refused.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NeedsSecondPerson) || !error.details.approvalId) {
    throw new Error('No second person was asked for.', { cause: error });
  }
  return error.details.approvalId;
}

/** Asks for a second person for what was refused. */
export async function ask(ctx: Context<UserActor>, refused: Promise<unknown>): Promise<number> {
  return (await askForApproval(ctx, { id: await draftOf(refused), reason: 'Agreed by phone' })).id;
}
