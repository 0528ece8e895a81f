import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { makeScratchDir } from './scratch-dir';

it('stores a segment whole or not at all, whenever the copy is killed, and never over another one', async () => {
  const folder = await makeScratchDir('coupon-desk-copy-');
  const [from, to] = [path.join(folder, 'segment'), path.join(folder, 'segment.gz')];
  const content = randomBytes(4 * 1024 * 1024);
  writeFileSync(from, content);
  const copy = (killAfterMs?: number) => {
    const child = spawn(process.execPath, ['db/copy-wal.mjs', 'store', from, to], { stdio: 'ignore' });
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    return once(child, 'exit');
  };
  for (let ms = 20; ms <= 220; ms += 20) {
    await copy(ms);
    if (existsSync(to)) expect(gunzipSync(readFileSync(to)).equals(content)).toBe(true);
  }
  expect(await copy()).toEqual([0, null]);
  expect(await copy()).toEqual([0, null]);
  writeFileSync(from, randomBytes(100));
  expect(await copy()).toEqual([1, null]);
  expect(gunzipSync(readFileSync(to)).equals(content)).toBe(true);
  rmSync(folder, { recursive: true, force: true });
});
