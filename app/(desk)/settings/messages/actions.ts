'use server';

import { action } from '@/app/session/action';
import { resetMessageTemplate } from '@/lib/domain/sales/deliveries/reset-message-template';
import { sendTestMessage } from '@/lib/domain/sales/deliveries/send-test-message';
import { updateMessageTemplate } from '@/lib/domain/sales/deliveries/update-message-template';

export const resetMessageTemplateAction = action(resetMessageTemplate);
export const sendTestMessageAction = action(sendTestMessage);
export const updateMessageTemplateAction = action(updateMessageTemplate);
