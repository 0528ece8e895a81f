import { z } from '@hono/zod-openapi';
import { type CreateTvodPriceInput, tvodTypes } from '@/lib/domain/coupons/tvod-prices/schemas';
import type { TvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-price-row';
import type { CreateUserGroupInput } from '@/lib/domain/coupons/user-groups/schemas';
import type { UserGroup } from '@/lib/domain/coupons/user-groups/user-group-row';
import { publicId } from './field-names';
import { readInteger } from './field-values';

type Body = Record<string, unknown>;
type Entry = Pick<UserGroup, 'id' | 'name' | 'coupons' | 'createdAt' | 'updatedAt' | 'archivedAt'>;

const head = ({ id, name }: Entry) => ({ id: publicId(id, name), name });
const tail = ({ coupons, createdAt, updatedAt, archivedAt }: Entry) => ({
  coupons,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
  archived_at: archivedAt?.toISOString() ?? null,
});

export const userGroupShape = (group: UserGroup) => ({ ...head(group), ...tail(group) });
export const tvodPriceShape = (price: TvodPrice) => ({
  ...head(price),
  tvod_type: price.tvodType,
  price: price.pricePaisa,
  duration: price.durationDays,
  ...tail(price),
});

/** The fields of ours in a body's object, for a use case to parse; unknown keys are left out. */
export const readUserGroupFields = (body: Body): Partial<CreateUserGroupInput> =>
  Object.hasOwn(body, 'name') ? { name: body.name as string } : {};

const asIs = (value: unknown) => value;
const readers: [key: string, field: keyof CreateTvodPriceInput, read: (value: unknown) => unknown][] = [
  ['name', 'name', asIs],
  ['tvod_type', 'tvodType', asIs],
  ['price', 'pricePaisa', readInteger],
  ['duration', 'durationDays', readInteger],
];

/** Likewise. */
export function readTvodPriceFields(body: Body): Partial<CreateTvodPriceInput> {
  const known = readers.filter(([key]) => Object.hasOwn(body, key));
  return Object.fromEntries(known.map(([key, field, read]) => [field, read(body[key])]));
}

const time = z.string().openapi({ format: 'date-time' });
const common = {
  coupons: z.int().openapi({ description: 'How many coupons in use are limited to it.' }),
  created_at: time,
  updated_at: time,
  archived_at: time.nullable(),
};
const times = {
  created_at: '2026-11-03T06:15:00.000Z',
  updated_at: '2026-11-03T06:15:00.000Z',
  archived_at: null,
};
const price = z.int().min(0).max(1_000_000_000).openapi({ description: 'In minor units.' });
const duration = z.int().min(1).max(36_500).nullable().openapi({ description: 'In days when rental, else null.' });
const name = z.string().openapi({ description: 'Unique without regard to case among those that are not archived.' });

export const userGroupExample = { id: '3-premium', name: 'Premium', coupons: 2, ...times };
export const tvodPriceExample = {
  id: '2-aluguel',
  name: 'Aluguel',
  tvod_type: 'rental',
  price: 990,
  duration: 2,
  coupons: 1,
  ...times,
} as const;

/** The documented shapes; the readers and shapes above are what they describe. */
export const userGroupSchema = z
  .object({ id: z.string(), name: z.string(), ...common })
  .openapi('UserGroupEntry', { example: userGroupExample });
export const tvodPriceSchema = z
  .object({ id: z.string(), name: z.string(), tvod_type: z.enum(tvodTypes), price, duration, ...common })
  .openapi('TvodPriceEntry', { example: tvodPriceExample });
export const userGroupBodySchema = z.object({ name }).openapi('UserGroupBody');
export const tvodPriceBodySchema = z
  .object({ name, tvod_type: z.enum(tvodTypes), price, duration: duration.optional() })
  .openapi('TvodPriceBody');
