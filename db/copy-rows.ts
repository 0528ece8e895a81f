import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';
import { type Executor, isTransaction } from './client';

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Postgres counts microseconds from 2000-01-01. */
const epochMs = Date.UTC(2000, 0, 1);
/** Large: each piece waits for its turn in a process that is busy with the next rows. */
const piece = 1024 * 1024;

/** Rows in COPY's binary form, field by field in the order of the statement's columns. */
export class BinaryRows {
  private buffer = Buffer.allocUnsafe(1 << 20);
  private length = signature.copy(this.buffer);

  row(fields: number): this {
    this.room(2);
    this.length = this.buffer.writeInt16BE(fields, this.length);
    return this;
  }

  int2(value: number): this {
    this.field(2);
    this.length = this.buffer.writeInt16BE(value, this.length);
    return this;
  }

  int4(value: number): this {
    this.field(4);
    this.length = this.buffer.writeInt32BE(value, this.length);
    return this;
  }

  /** A whole number that JavaScript holds exactly. */
  int8(value: number): this {
    this.field(8);
    this.buffer.writeInt32BE(Math.floor(value / 2 ** 32), this.length);
    this.buffer.writeUInt32BE(value >>> 0, this.length + 4);
    this.length += 8;
    return this;
  }

  timestamptz(value: Date): this {
    return this.int8((value.getTime() - epochMs) * 1000);
  }

  bytea(value: Uint8Array): this {
    this.field(value.byteLength);
    this.buffer.set(value, this.length);
    this.length += value.byteLength;
    return this;
  }

  text(value: string): this {
    const bytes = Buffer.byteLength(value);
    this.field(bytes);
    this.length += this.buffer.write(value, this.length);
    return this;
  }

  /** All rows so far and the end mark. */
  end(): Buffer {
    this.room(2);
    this.length = this.buffer.writeInt16BE(-1, this.length);
    return this.buffer.subarray(0, this.length);
  }

  private field(bytes: number): void {
    this.room(4 + bytes);
    this.length = this.buffer.writeInt32BE(bytes, this.length);
  }

  private room(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.length + bytes));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

/** Drizzle's session over postgres.js; in a transaction its client is the transaction's. */
type DriverSession = { client: Pick<Sql, 'unsafe'> };

/**
 * `target` is a table and its columns, `codes (coupon_id, …)`: it is part of the statement, never a value from outside.
 * In the transaction when `db` is one.
 */
export async function copyRows(db: Executor, target: string, rows: Buffer): Promise<void> {
  // Never on a connection that the pool also gives to others: a statement of theirs that is sent during the copy ends both.
  if (!isTransaction(db)) return db.transaction((tx) => copyRows(tx, target, rows));
  const { client } = db._.session as unknown as DriverSession;
  const sink = await client.unsafe(`copy ${target} from stdin (format binary)`).writable();
  await pipeline(Readable.from(pieces(rows)), sink);
}

function* pieces(buffer: Buffer): Generator<Buffer> {
  for (let at = 0; at < buffer.length; at += piece) yield buffer.subarray(at, at + piece);
}
