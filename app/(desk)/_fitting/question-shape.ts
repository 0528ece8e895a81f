import { z } from 'zod';
import { explainCodeInput } from '@/lib/domain/redemptions/redemptions/schemas';
import { userStatuses } from '@/lib/domain/redemptions/redemptions/user-statuses';

const { typed, userRef, amount } = explainCodeInput.shape;

/** The fields of who buys what, for a form that asks about it; what is picked from a list is in `usePicked`. */
export const questionForm = z.object({ userRef, amount, userStatus: z.enum(['unknown', ...userStatuses]) });
export type QuestionValues = z.input<typeof questionForm>;

/** The same, and the code that is asked about. */
export const codeQuestionForm = questionForm.extend({ typed });
export type CodeQuestion = z.output<typeof codeQuestionForm>;
