'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { sendTestMessageInput } from '@/lib/deliveries/schemas';
import { sendTestMessage } from '@/lib/deliveries/send-test-message';
import { resetMessageTemplate } from '@/lib/settings/reset-message-template';
import { resetMessageTemplateInput, updateMessageTemplateInput } from '@/lib/settings/schemas';
import { updateMessageTemplate } from '@/lib/settings/update-message-template';

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
