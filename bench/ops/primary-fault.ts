import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { compareBooks } from './books';
import { atMost, type Fault, isSo } from './fault';
import { longestPause, nothingHeard, settle, startLoad, tally, wrongAnswers } from './load';
import { freePort, type Running, start, startDesk, statusOf, until } from './processes';
import { programOf } from './programs';
import { startHaproxyOfPatroni } from './servers';
import { deskOn, openWorld } from './world';

const password = 'for-this-check-alone';
const database = 'coupon_desk';
const isRoot = process.getuid?.() === 0;

type Node = { name: string; port: number; rest: number; data: string; run: Running };

/** Two Postgres of Patroni with a synchronous replica, behind HAProxy, of which the primary is killed. */
export const primaryFault: Fault = {
  name: 'the primary killed under load (Patroni, etcd, synchronous replica, HAProxy)',
  needs: ['patroni', 'etcd', 'postgres', 'haproxy'],
  async run(scratch) {
    const etcd = await startEtcd(scratch);
    const nodes = [await startNode(scratch, 'one', etcd.port), await startNode(scratch, 'two', etcd.port)];
    await until(async () => (await primaryOf(nodes)) !== undefined, 60_000, 'the primary');
    const primary = await primaryOf(nodes);
    await until(() => hasSynchronousReplica(primary), 60_000, 'the replica');
    const proxy = await startHaproxyOfPatroni(scratch, nodes);
    // A server is taken for up until it was asked for the first time.
    await sleep(2_000);
    const url = (role: string, name = database) => `postgres://${role}:${password}@127.0.0.1:${proxy.port}/${name}`;
    await until(() => takesWrites(url('postgres', 'postgres')), 20_000, 'HAProxy to know the primary');
    await makeDatabase(url('postgres', 'postgres'));
    const addresses = { url: url('coupon_desk_app'), ownerUrl: url('coupon_desk') };
    const world = await openWorld(addresses);
    const desk = await startDesk({ scratch, env: deskOn(addresses) });
    const heard = nothingHeard();
    const load = startLoad({ url: desk.url, world, heard });
    await sleep(4_000);
    const [pid] = readFileSync(path.join(primary?.data ?? '', 'postmaster.pid'), 'utf8').split('\n');
    const killed = performance.now();
    process.kill(Number(pid), 'SIGKILL');
    await sleep(20_000);
    await load.stop();
    await settle({ url: desk.url, world, heard });
    const another = await primaryOf(nodes);
    const figures = [
      isSo('the replica is the primary', another !== undefined && another !== primary),
      atMost('from the kill until the next call is done', longestPause(heard, killed) / 1000, 10, 's'),
      isSo('every answer is done, or says when to ask again', wrongAnswers(heard).length === 0, tally(heard)),
      await compareBooks(world, heard),
    ];
    await desk.stop();
    await world.database.close();
    for (const { run } of [...nodes, proxy, etcd]) await run.stop();
    return figures;
  },
};

/** A program of Postgres does not run as root. */
function startAs(command: string, args: string[], log: string, cwd: string): Running {
  if (!isRoot) return start(command, args, { log, cwd });
  return start('setpriv', ['--reuid=nobody', '--regid=nogroup', '--clear-groups', command, ...args], { log, cwd });
}

function ownFolder(folder: string): string {
  mkdirSync(folder, { mode: 0o700 });
  if (isRoot) {
    const idOf = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
    chownSync(folder, idOf('-u'), idOf('-g'));
  }
  return folder;
}

async function startEtcd(scratch: string): Promise<{ port: number; run: Running }> {
  const [port, peer] = [await freePort(), await freePort()];
  const own = `http://127.0.0.1:${port}`;
  const ofPeers = `http://127.0.0.1:${peer}`;
  const args = [
    ...['--data-dir', path.join(scratch, 'etcd'), '--listen-client-urls', own, '--advertise-client-urls', own],
    ...[
      '--listen-peer-urls',
      ofPeers,
      '--initial-advertise-peer-urls',
      ofPeers,
      '--initial-cluster',
      `default=${ofPeers}`,
    ],
  ];
  const run = start(programOf('etcd'), args, { log: path.join(scratch, 'etcd.log') });
  await until(async () => (await fetch(`${own}/health`).catch(() => null))?.ok === true, 10_000, 'etcd');
  return { port, run };
}

async function startNode(scratch: string, name: string, etcd: number): Promise<Node> {
  const [port, rest] = [await freePort(), await freePort()];
  const folder = ownFolder(path.join(scratch, name));
  const data = path.join(folder, 'data');
  const config = path.join(scratch, `${name}.json`);
  const ofRole = (username: string) => ({ username, password });
  writeFileSync(
    config,
    JSON.stringify({
      scope: 'desk',
      name,
      restapi: { listen: `127.0.0.1:${rest}`, connect_address: `127.0.0.1:${rest}` },
      etcd3: { host: `127.0.0.1:${etcd}` },
      bootstrap: {
        dcs: {
          ...{ ttl: 20, loop_wait: 2, retry_timeout: 5, primary_start_timeout: 0, synchronous_mode: true },
          postgresql: { use_pg_rewind: true, parameters: { max_connections: 200 } },
        },
        initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
      },
      postgresql: {
        listen: `127.0.0.1:${port}`,
        connect_address: `127.0.0.1:${port}`,
        data_dir: data,
        bin_dir: path.dirname(programOf('postgres')),
        pgpass: path.join(folder, 'pgpass'),
        authentication: { superuser: ofRole('postgres'), replication: ofRole('replicator'), rewind: ofRole('rewind') },
        parameters: { unix_socket_directories: folder, wal_level: 'replica', hot_standby: 'on' },
        pg_hba: ['local all all trust', 'host replication all 127.0.0.1/32 md5', 'host all all 127.0.0.1/32 md5'],
      },
    }),
  );
  return {
    name,
    port,
    rest,
    data,
    run: startAs(programOf('patroni'), [config], path.join(scratch, `${name}.log`), folder),
  };
}

async function primaryOf(nodes: Node[]): Promise<Node | undefined> {
  for (const node of nodes) if ((await statusOf(`http://127.0.0.1:${node.rest}/primary`)) === 200) return node;
  return undefined;
}

async function hasSynchronousReplica(node: Node | undefined): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${node?.rest}/cluster`).catch(() => null);
  const { members = [] } = ((await answer?.json()) ?? {}) as { members?: { role: string; state: string }[] };
  return members.some(({ role }) => role === 'sync_standby');
}

async function takesWrites(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    const [row] = await sql<{ is: boolean }[]>`select not pg_is_in_recovery() as is`;
    return row?.is === true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function makeDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create role coupon_desk login password '${password}'`);
  await sql.unsafe(`create role coupon_desk_app login password '${password}'`);
  await sql.unsafe(`create database ${database} owner coupon_desk encoding 'UTF8' template template0`);
  await sql.end();
}
