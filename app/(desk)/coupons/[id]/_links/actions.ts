'use server';

import { action } from '@/app/session/action';
import { changeLinks } from '@/lib/domain/coupons/coupons/change-links';

export const changeLinksAction = action(changeLinks);
