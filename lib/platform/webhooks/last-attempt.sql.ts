import { sql } from 'drizzle-orm';
import { webhookDeliveries, webhookEndpoints } from '@/db/schema/webhooks';

const { id, endpointId, lastAttemptAt: at } = webhookDeliveries;

/** When an endpoint was last tried, of the newest few of its deliveries: all of them would be millions. */
export const lastAttemptAt = sql<string | null>`(
  select max(at) from (
    select ${at} as at from ${webhookDeliveries} where ${endpointId} = ${webhookEndpoints.id} order by ${id} desc limit 50
  ) newest)`.mapWith(at);
