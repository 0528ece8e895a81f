import { z } from '@hono/zod-openapi';
import { Invalid } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { checkTvodPrice } from '@/lib/domain/coupons/tvod-prices/find-tvod-price-problems';
import {
  type CreateTvodPriceInput,
  createTvodPriceInput,
  tvodTypes,
  type UpdateTvodPriceInput,
  updateTvodPriceInput,
} from '@/lib/domain/coupons/tvod-prices/schemas';
import type { TvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-price-row';
import {
  type CreateUserGroupInput,
  createUserGroupInput,
  type UpdateUserGroupInput,
  updateUserGroupInput,
} from '@/lib/domain/coupons/user-groups/schemas';
import type { UserGroup } from '@/lib/domain/coupons/user-groups/user-group-row';
import type { Context } from '@/lib/platform/context/context';
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

/** @throws Invalid */
export async function readNewUserGroup(_ctx: Context, body: Body): Promise<CreateUserGroupInput> {
  const parsed = createUserGroupInput.safeParse({ name: body.name });
  if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
  return parsed.data;
}

/** @throws Invalid */
export async function readUserGroupChange(_ctx: Context, id: number, body: Body): Promise<UpdateUserGroupInput> {
  const parsed = updateUserGroupInput.safeParse({ id, name: body.name });
  if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
  return parsed.data;
}

const asIs = (value: unknown) => value;
const readers: [key: string, field: keyof CreateTvodPriceInput, read: (value: unknown) => unknown][] = [
  ['name', 'name', asIs],
  ['tvod_type', 'tvodType', asIs],
  ['price', 'pricePaisa', readInteger],
  ['duration', 'durationDays', readInteger],
];

/** The fields of ours in a body's object; unknown keys are left out. */
function readFields(body: Body): Body {
  const known = readers.filter(([key]) => Object.hasOwn(body, key));
  return Object.fromEntries(known.map(([key, field, read]) => [field, read(body[key])]));
}

/** @throws Invalid with every bad field at once, a name that is taken too */
export async function readNewTvodPrice(ctx: Context, body: Body): Promise<CreateTvodPriceInput> {
  const fields = readFields(body);
  const parsed = createTvodPriceInput.safeParse(fields);
  return parsed.success ? parsed.data : refuseAll(ctx, fields, parsed.error);
}

/** @throws Invalid likewise, NotFound */
export async function readTvodPriceChange(ctx: Context, id: number, body: Body): Promise<UpdateTvodPriceInput> {
  const fields = readFields(body);
  const parsed = updateTvodPriceInput.safeParse({ ...fields, id });
  return parsed.success ? parsed.data : refuseAll(ctx, fields, parsed.error, id);
}

async function refuseAll(ctx: Context, fields: Body, error: z.ZodError, id?: number): Promise<never> {
  const wrong = fieldErrorsOf(error);
  const right = Object.entries(fields).filter(([field]) => !(field in wrong));
  throw new Invalid({ ...(await checkTvodPrice(ctx, Object.fromEntries(right), id)), ...wrong });
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
