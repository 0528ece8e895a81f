'use server';

import { askForApproval } from '@/lib/platform/approvals/ask-for-approval';
import { action } from './action';

export const askForApprovalAction = action(askForApproval);
