import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeProcessSocket } from './process-socket';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'coupon-desk-test-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

/** A process that has ended, and its folder as it leaves one when it is killed. */
async function leaveFolder(): Promise<string> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const name = `coupon-desk-socket-${child.pid}-left`;
  return mkdtempSync(path.join(parent, name));
}

it('removes what a killed process left, and nothing that is in use', async () => {
  const gone = await leaveFolder();
  const elsewhere = await leaveFolder();
  const other = mkdtempSync(path.join(parent, 'coupon-desk-e2e-1-'));
  const own = await makeProcessSocket(mkdtempSync(path.join(parent, 'own-')));
  const listening = createServer().listen(path.join(elsewhere, 'socket'));
  await once(listening, 'listening');
  const socket = await makeProcessSocket(parent);
  const kept = [path.dirname(path.dirname(own.socketPath)), elsewhere, other, path.dirname(socket.socketPath)];
  expect(readdirSync(parent).toSorted()).toEqual(kept.map((folder) => path.basename(folder)).toSorted());
  expect(kept).not.toContain(gone);

  // Its process still runs, though nobody answers.
  const second = await makeProcessSocket(parent);
  expect(readdirSync(parent)).toContain(path.basename(path.dirname(socket.socketPath)));
  await Promise.all([socket.remove(), second.remove()]);
  expect(readdirSync(parent).filter((name) => name.startsWith('coupon-desk-socket'))).toEqual([
    path.basename(elsewhere),
  ]);
  await new Promise((resolve) => listening.close(resolve));
});
