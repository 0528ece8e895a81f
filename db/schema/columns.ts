import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';
import { byteaArray } from '../bytea-array';

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
/** Written only: the driver reads it as it likes. */
export const byteaList = customType<{ data: Buffer[]; driverData: string }>({
  dataType: () => 'bytea[]',
  toDriver: byteaArray,
});
/** Compared byte by byte, for what is sorted and looked up by the million. */
export const plainText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

export const identity = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();
export const reference = () => bigint({ mode: 'number' });
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });
export const createdAt = () => instant().notNull().defaultNow();
/** A percentage with up to two decimals, kept in hundredths of a percent. */
export const basisPoints = customType<{ data: number; driverData: number }>({
  dataType: () => 'integer',
  toDriver: (percent) => Math.round(percent * 100),
  fromDriver: (points) => points / 100,
});
/** Ids of other rows. */
export const ids = customType<{ data: number[]; driverData: string | (string | number)[] }>({
  dataType: () => 'bigint[]',
  toDriver: (values) => `{${values.join(',')}}`,
  fromDriver: (given) => (typeof given === 'string' ? (given.match(/\d+/g) ?? []) : given).map(Number),
});
export const paisa = () => bigint({ mode: 'number' });
