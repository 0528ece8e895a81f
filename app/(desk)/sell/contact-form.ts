import type { z } from 'zod';
import { sellInput } from '@/lib/domain/sales/sales/schemas';

/** Who buys, as the form of a sale has it. */
export const contactForm = sellInput.pick({ phone: true, email: true, language: true, paymentMethod: true });
export type ContactInput = z.input<typeof contactForm>;
export type Contact = z.output<typeof contactForm>;
