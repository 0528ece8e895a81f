import type { z } from 'zod';
import type { Executor } from '@/db/client';
import type { PayOutcome } from '@/lib/adapters/khalti/outcomes';
import type { giveGoodwillCodeInput } from '@/lib/domain/sales/customers/schemas';
import type { Stock } from '@/lib/domain/sales/sales/testing';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { KhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';

export type Seller = 'desk' | 'integrator';

/** What one run of the model works on. */
export type World = {
  db: Executor;
  khalti: KhaltiSandbox;
  clock: { now: number };
  stock: Stock;
  khaltiProduct: { id: number; amountPaisa: number };
  /** Its codes are given away. */
  goodwillCouponId: number;
  integrator: Context<KeyActor>;
  desk: Context<UserActor>;
  admin: Context<UserActor>;
  /** Redeems the PINs that were sold. */
  platform: Context<KeyActor>;
  /** Sales whose process died after it had the answer: the answer, in case it is settled late. */
  unheard: { saleId: number; outcome: PayOutcome }[];
  /** The results of sales of the desk that their seller was shown last. */
  shown: Map<number, string>;
  /** Presses that gave a code away, for repeats. */
  presses: z.input<typeof giveGoodwillCodeInput>[];
  /** Orders made so far, for repeats. */
  orders: { by: Seller; productId: number; expectedAmountPaisa: number; reference: string }[];
};
