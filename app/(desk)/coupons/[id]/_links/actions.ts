'use server';

import { action } from '@/app/session/action';
import { changeLinks } from '@/lib/domain/coupons/coupons/change-links';
import { replayLinks } from '@/lib/domain/redemptions/redemptions/replay-links';

export const changeLinksAction = action(changeLinks);
export const replayLinksAction = action(replayLinks);
