import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { settings } from '@/db/schema/team';
import type { FourEyes } from './schemas';

/** Nothing needs a second person. */
export const noFourEyes: FourEyes = {
  creditPaisa: null,
  exportCodes: null,
  freeCoupons: false,
  couponPaisa: null,
  voidPaisa: null,
  prices: false,
};

/** From which amounts on a second person is needed. Asks for no permission. */
export async function readFourEyes(db: Executor): Promise<FourEyes> {
  const [row] = await db
    .select({
      creditPaisa: settings.fourEyesCreditPaisa,
      exportCodes: settings.fourEyesExportCodes,
      freeCoupons: settings.fourEyesFreeCoupons,
      couponPaisa: settings.fourEyesCouponPaisa,
      voidPaisa: settings.fourEyesVoidPaisa,
      prices: settings.fourEyesPrices,
    })
    .from(settings)
    .where(eq(settings.id, 1));
  return row ?? noFourEyes;
}

export const isAnyOn = ({ freeCoupons, prices, ...amounts }: FourEyes) =>
  freeCoupons || prices || Object.values(amounts).some((amount) => amount !== null);
