'use server';

import { action } from '@/app/session/action';
import { changeLinks } from '@/lib/domain/coupons/coupons/change-links';
import { type ChangeLinksInput, changeLinksInput } from '@/lib/domain/coupons/coupons/schemas';

const change = action(changeLinksInput, changeLinks);

export async function changeLinksAction(input: ChangeLinksInput) {
  return change(input);
}
