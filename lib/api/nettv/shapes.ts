import { z } from '@hono/zod-openapi';
import { refusalCodes, refusalNames } from './refusal';

/** The documents of what this contract answers; what is sent is built next to each call, in the source's key order. */
const rupees = (about: string) => z.number().meta({ description: `${about}, in rupees with up to two decimals.` });
const accepted = z.literal(true).meta({ description: 'True of every answer that is no refusal; decide by `state`.' });
const saleId = z.int().meta({ description: "The desk's own number of this purchase." });
const reference = z.string().meta({ description: 'Your own reference, as it was sent.' });
const details = z.string().meta({ description: 'The state in words, for a person.' });
const publishedState = ['Success', 'Processing', 'Failed'] as const;

export const productsSchema = z
  .object({
    status: accepted,
    data: z
      .array(
        z
          .object({
            idx: z
              .string()
              .meta({ description: 'Opaque, 22 characters; it stays the same for the life of the product.' }),
            name: z.string().meta({ description: 'What a person calls it.' }),
            value: z.string().meta({ description: 'What a purchase names it by.' }),
            amount: rupees('What it costs, and what a purchase has to send'),
          })
          .meta({ id: 'NettvProduct' }),
      )
      .meta({ description: 'Products that can be sold at this moment.' }),
  })
  .meta({ id: 'NettvProducts' });

export const soldSchema = z
  .object({
    status: accepted,
    state: z.literal('Success').meta({ description: 'Sold and paid.' }),
    message: z.string().meta({ description: 'The PIN in a sentence.' }),
    serial: z.string().meta({ description: 'The number on the card; the PIN itself where there is none.' }),
    pin: z.string().meta({ description: 'The PIN in clear. Send it to your customer and keep it secret.' }),
    credits_consumed: rupees('What this purchase cost'),
    credits_available: rupees('Your credit after it'),
    id: saleId,
  })
  .meta({ id: 'NettvSold' });

export const processingSchema = z
  .object({
    status: accepted,
    state: z.literal('Processing').meta({ description: 'Not known yet.' }),
    message: z.string().meta({ description: 'What to do, in words.' }),
    id: saleId,
  })
  .meta({ id: 'NettvProcessing' });

const fieldWords = z.record(z.string(), z.string());

export const refusalSchema = z
  .object({
    status: z.literal(false).meta({ description: 'False of every refusal.' }),
    error_code: z.enum(refusalCodes).meta({ description: 'Stable, for programs. A text, as in the source.' }),
    message: z.string().meta({ description: 'The error in words.' }),
    error: z.enum(refusalNames).meta({ description: 'The name of the error; it says the same as `error_code`.' }),
    details: z
      .union([z.string(), fieldWords])
      .meta({ description: 'What is wrong with each field of 1010; words of 4000; else empty.' }),
    error_data: fieldWords.meta({ description: 'What is wrong with each field of 1010; else empty.' }),
    state: z.literal('Error').meta({ description: 'The same of every refusal.' }),
  })
  .meta({ id: 'NettvRefusal' });

export const statusSchema = z
  .object({
    status: accepted,
    state: z.enum(publishedState).meta({ description: 'What became of the purchase. `Processing`: ask again later.' }),
    original_status: z.enum(publishedState).meta({ description: 'What it was before it was refunded.' }),
    details,
    reference,
    response_id: saleId,
    amount: rupees('What it cost'),
    refunded: z.boolean().meta({ description: 'Whether your credit has it back.' }),
    refunded_amount: rupees('What your credit has back'),
    refunds: z.array(z.unknown()).meta({ description: 'Always empty; it is in the source.' }),
  })
  .meta({ id: 'NettvStatus' });

export const bulkStatusSchema = z
  .object({
    status: accepted,
    message: z.string().meta({ description: 'Always `Success`.' }),
    detail: z
      .array(
        z
          .object({
            status: accepted,
            state: z.enum([...publishedState, 'Error']).meta({ description: '`Error`: no purchase of yours has it.' }),
            details,
            reference,
            response_id: saleId,
            amount: rupees('What it cost; 0 when there is no such purchase'),
          })
          .meta({ id: 'NettvBulkStatusItem' }),
      )
      .meta({ description: 'One for each reference, in the order asked.' }),
  })
  .meta({ id: 'NettvBulkStatus' });

export const balanceSchema = z
  .object({
    credits_consumed: rupees('What you have spent so far'),
    credits_available: rupees('What you can spend'),
  })
  .meta({ id: 'NettvBalance' });
