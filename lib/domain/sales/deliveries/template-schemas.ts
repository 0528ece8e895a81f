import { z } from 'zod';
import { fillText, findBraceProblem, sampleFacts } from '@/lib/adapters/messaging/fill-message';
import { measureSms } from '@/lib/adapters/messaging/sms-segments';
import { customerLanguageNames } from '@/lib/core/entities/customer-language';

const channel = z.enum(['sms', 'email']);
/** Absent: English. */
const language = z.enum(customerLanguageNames).default('en');
const version = z.number().int().min(0);

/** More would cost several times the price of a message, and some phones show the parts apart. */
const maxSegments = 6;

const templateText = z
  .string()
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .superRefine((text, issues) => {
    const problem = /[^\P{C}\n\u200c\u200d]/u.test(text)
      ? 'Remove the invisible characters; only line breaks are kept.'
      : findBraceProblem(text);
    if (problem) issues.addIssue({ code: 'custom', message: problem });
  });

export const updateMessageTemplateInput = z
  .object({
    channel,
    language,
    /** The one that was read: a later change by somebody else is not overwritten. */
    version,
    subject: templateText
      .refine((text) => text !== '', 'Enter a subject.')
      .refine((text) => text.length <= 150, 'The subject has at most 150 characters.')
      .refine((text) => !text.includes('\n'), 'The subject has one line.')
      .refine((text) => !text.includes('{pin}'), 'Leave {pin} out of the subject: it shows on locked phones.')
      .nullable(),
    body: templateText
      .refine((text) => text.length <= 5_000, 'The text has at most 5,000 characters.')
      .refine((text) => text.includes('{pin}'), 'The text needs {pin}: without it the customer gets no PIN.'),
  })
  .superRefine(({ channel, subject, body }, issues) => {
    const problem = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
    if (channel === 'sms' && subject !== null) problem('subject', 'An SMS has no subject.');
    if (channel === 'email' && subject === null) problem('subject', 'Enter a subject.');
    if (channel === 'email') return;
    const { segments } = measureSms(fillText(body, sampleFacts));
    if (segments > maxSegments)
      problem('body', `An SMS has at most ${maxSegments} parts; this text takes ${segments}.`);
  });

export const resetMessageTemplateInput = z.object({ channel, language, version });
