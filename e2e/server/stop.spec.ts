import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { makeScratchDir } from '@/db/scratch-dir';
import { expect, test } from '../fixtures';
import { freePort } from './own-server';

const connections = 150;
const body = 'content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"co';
/** What a client can have sent when it says no more. */
const beginnings = [
  '',
  'GET /heal',
  'GET /health/ready HTTP/1.1\r\nhost: x\r\n',
  'GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n',
  `POST /api/v1/redemptions HTTP/1.1\r\nhost: x\r\n${body}`,
  `POST /sign-in HTTP/1.1\r\nhost: x\r\n${body}`,
];

function hang(port: number, at: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(beginnings[at % beginnings.length] ?? '');
  return once(socket, 'connect').then(() => socket);
}

/** What has ended and waits for its parent to notice is not running. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

test('C26: the program stops in time while 150 connections hang, its embedded database too, and says so first', async () => {
  const [port, dataDir] = [await freePort(), await makeScratchDir('coupon-desk-stop-')];
  const { DATABASE_URL: _, DATABASE_SOCKET: __, ...environment } = process.env;
  const program = spawn('node', ['.next/programs/up.mjs'], {
    env: {
      ...environment,
      ...{ DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', DEMO: 'false', LOG_LEVEL: 'warn' },
      STOP_DELAY_MS: '2000',
    },
    stdio: 'inherit',
  });
  const ended = once(program, 'exit');
  try {
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(ready, { timeout: 90_000 }).toBe(200);
    const postmaster = Number(readFileSync(path.join(dataDir, 'database/postmaster.pid'), 'utf8').split('\n')[0]);
    expect(isRunning(postmaster)).toBe(true);
    const sockets = await Promise.all(Array.from({ length: connections }, (_, at) => hang(port, at)));
    const started = Date.now();
    program.kill('SIGTERM');
    // A load balancer sees it, and what is sent meanwhile is answered.
    await expect.poll(ready).toBe(503);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    expect(await ended).toEqual([0, null]);
    expect(Date.now() - started).toBeLessThan(25_000);
    await expect.poll(() => isRunning(postmaster)).toBe(false);
    for (const socket of sockets) socket.destroy();
  } finally {
    program.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
});
