'use server';

import { action } from '@/app/session/action';
import { approve } from '@/lib/domain/approvals/approve';
import { refuseApproval, withdrawApproval } from '@/lib/platform/approvals/end-approval';

export const approveAction = action(approve);
export const refuseApprovalAction = action(refuseApproval);
export const withdrawApprovalAction = action(withdrawApproval);
