import { operation } from '@/lib/platform/context/operation';
import { resetMessageTemplateInput } from './template-schemas';
import { writeTemplate } from './write-template';

/** Puts back the text of the contract. @throws Forbidden, Invalid, Conflict `stale` */
export const resetMessageTemplate = operation('settings.write', resetMessageTemplateInput, (ctx, input) =>
  writeTemplate(ctx, { ...input, text: null }),
);
