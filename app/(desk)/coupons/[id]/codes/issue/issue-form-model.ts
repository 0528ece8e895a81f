import { z } from 'zod';
import { type CodePattern, namedAlphabets } from '@/lib/domain/coupons/codes/code-pattern';
import { codePattern, requestBatchInput } from '@/lib/domain/coupons/codes/schemas';

const fields = z.object({
  count: requestBatchInput.shape.count,
  shape: z.enum(['usual', 'pattern']),
  prefix: z.string(),
  groups: z.number().nullable(),
  groupLength: z.number().nullable(),
  alphabet: z.enum(['safe', 'digits', 'letters', 'custom']),
  custom: z.string(),
  confirmed: z.boolean(),
});
export type IssueFormValues = z.output<typeof fields>;

const asPattern = ({ prefix, groups, groupLength, alphabet, custom }: IssueFormValues) =>
  codePattern.safeParse({
    prefix,
    groups,
    groupLength,
    alphabet: alphabet === 'custom' ? custom : namedAlphabets[alphabet],
  });

/** The pattern as it is in the form, or null: none is wanted, or it is not complete. */
export function patternOf(values: IssueFormValues): CodePattern | null {
  if (values.shape === 'usual') return null;
  const parsed = asPattern(values);
  return parsed.success ? parsed.data : null;
}

export const issueFormSchema = fields.superRefine((values, context) => {
  if (values.shape === 'usual') return;
  const parsed = asPattern(values);
  for (const issue of parsed.error?.issues ?? []) {
    const [name] = issue.path;
    const path = name === 'alphabet' && values.alphabet === 'custom' ? 'custom' : String(name);
    context.addIssue({ code: 'custom', path: [path], message: issue.message });
  }
});
