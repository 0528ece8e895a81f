import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, type Running, start, statusOf, until } from './processes';
import { programOf } from './programs';

export type Pooler = { url: string; run: Running; restart: () => Promise<void> };

/** PgBouncer in transaction mode in front of the database of `url`, with its usual settings but for what the guide names. */
export async function startPgbouncer(scratch: string, url: string): Promise<Pooler> {
  const to = new URL(url);
  const port = await freePort();
  const [users, config] = [path.join(scratch, 'users.txt'), path.join(scratch, 'pgbouncer.ini')];
  const password = decodeURIComponent(to.password);
  writeFileSync(users, `"${to.username}" "${password}"\n`, { mode: 0o644 });
  writeFileSync(
    config,
    `[databases]
* = host=127.0.0.1 port=${to.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
max_client_conn = 500
default_pool_size = 20
server_login_retry = 1
`,
  );
  const through = new URL(url);
  through.port = String(port);
  const pooler: Pooler = { url: through.href, run: run(), restart };
  await answers();
  return pooler;

  function run(): Running {
    // It does not run as root.
    const account = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    return start(programOf('pgbouncer'), [...account, config], { log: path.join(scratch, 'pgbouncer.log') });
  }
  async function restart(): Promise<void> {
    await pooler.run.stop('SIGKILL');
    pooler.run = run();
    await answers();
  }
  async function answers(): Promise<void> {
    await until(() => canConnect(port), 5_000, 'PgBouncer');
  }
}

async function canConnect(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

const common = `global
  maxconn 2000
defaults
  retries 0
  timeout connect 5s
  timeout client 60s
  timeout server 60s
`;

/** HAProxy in front of desks, which it asks for readiness twice a second; no request is sent a second time. */
export async function startHaproxy(scratch: string, desks: number[]): Promise<{ url: string; run: Running }> {
  const port = await freePort();
  const config = path.join(scratch, 'haproxy-desks.cfg');
  const servers = desks.map((desk) => `  server desk${desk} 127.0.0.1:${desk}`).join('\n');
  writeFileSync(
    config,
    `${common}  mode http
  option http-keep-alive
frontend desk
  bind 127.0.0.1:${port}
  default_backend desks
backend desks
  balance roundrobin
  option httpchk GET /health/ready
  timeout check 2s
  http-check expect status 200
  default-server check inter 500 fall 2 rise 1
${servers}
`,
  );
  const run = start(programOf('haproxy'), ['-f', config, '-db'], { log: path.join(scratch, 'haproxy-desks.log') });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await statusOf(`${url}/health/ready`)) === 200, 10_000, 'HAProxy');
  return { url, run };
}

/** HAProxy that leads to the node which Patroni calls its primary. */
export async function startHaproxyOfPatroni(
  scratch: string,
  nodes: { port: number; rest: number }[],
): Promise<{ port: number; run: Running }> {
  const port = await freePort();
  const config = path.join(scratch, 'haproxy-nodes.cfg');
  const servers = nodes
    .map((node) => `  server node${node.port} 127.0.0.1:${node.port} check port ${node.rest}`)
    .join('\n');
  writeFileSync(
    config,
    `${common}  mode tcp
listen primary
  bind 127.0.0.1:${port}
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 500 fall 1 rise 1 on-marked-down shutdown-sessions
${servers}
`,
  );
  const run = start(programOf('haproxy'), ['-f', config, '-db'], { log: path.join(scratch, 'haproxy-nodes.log') });
  return { port, run };
}
