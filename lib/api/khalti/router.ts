import { Hono } from 'hono';
import { type ApiEnv, makeContext } from '@/lib/api/http/environment';
import { limitBody, strangersBody } from '@/lib/api/http/limit-body';
import { problemJson } from '@/lib/api/http/problem';
import { noticeDelivery } from '@/lib/domain/sales/sales/notice-delivery';

/**
 * `POST /api/khalti/dlr`: Khalti's notice that it is done with an order, as multipart/form-data and unsigned. It proves nothing,
 * so that of all it says only the reference is read, and the answer is the same whatever came of it.
 */
export const khalti = new Hono<ApiEnv>().onError(problemJson).post('/dlr', limitBody(strangersBody), async (c) => {
  const form = await c.req.formData().catch(() => null);
  const reference = form?.get('reference');
  if (typeof reference === 'string') {
    await noticeDelivery(makeContext(c.var, { kind: 'system', name: 'Khalti' }), { reference });
  }
  return c.json({ received: true });
});
