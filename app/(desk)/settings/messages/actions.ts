'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { resetMessageTemplate } from '@/lib/domain/sales/deliveries/reset-message-template';
import { sendTestMessageInput } from '@/lib/domain/sales/deliveries/schemas';
import { sendTestMessage } from '@/lib/domain/sales/deliveries/send-test-message';
import { resetMessageTemplateInput, updateMessageTemplateInput } from '@/lib/domain/sales/deliveries/template-schemas';
import { updateMessageTemplate } from '@/lib/domain/sales/deliveries/update-message-template';

const update = action(updateMessageTemplateInput, updateMessageTemplate);
const reset = action(resetMessageTemplateInput, resetMessageTemplate);
const sendTest = action(sendTestMessageInput, sendTestMessage);

export async function updateMessageTemplateAction(input: z.input<typeof updateMessageTemplateInput>) {
  return update(input);
}

export async function resetMessageTemplateAction(input: z.input<typeof resetMessageTemplateInput>) {
  return reset(input);
}

export async function sendTestMessageAction(input: z.input<typeof sendTestMessageInput>) {
  return sendTest(input);
}
