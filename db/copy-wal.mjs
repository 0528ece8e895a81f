// Plain JavaScript, because Postgres starts it for each segment, as its `archive_command` and `restore_command`.
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const [action, from, to] = process.argv.slice(2);
const draftEnding = '.draft';
const draftLifeMs = 60 * 60 * 1000;
/** Postgres gives up a recovery on it, where 1 means that the archive ends here. */
const damaged = 200;

const actions = { store, fetch };
process.exitCode = actions[action]?.() ?? damaged;

/** On disk under its name when this ends with 0, and never half of it, however it ends: Postgres asks again for the same one. */
function store() {
  const content = readFileSync(from);
  const kept = readStored(to);
  if (kept) {
    if (kept.equals(content)) return 0;
    console.error(
      `${to} is there already and is not ${path.basename(from)}: another database archives into this folder.`,
    );
    return 1;
  }
  const folder = path.dirname(to);
  removeOldDrafts(folder);
  const draft = `${to}.${process.pid}${draftEnding}`;
  const file = openSync(draft, 'w', 0o600);
  const packed = gzipSync(content, { level: 1 });
  for (let at = 0; at < packed.length; ) at += writeSync(file, packed, at);
  flush(file);
  renameSync(draft, to);
  flush(openSync(folder, 'r'));
  return 0;
}

function readStored(file) {
  try {
    return gunzipSync(readFileSync(file));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function fetch() {
  try {
    const content = readStored(from);
    if (!content) return 1;
    const file = openSync(to, 'w', 0o600);
    for (let at = 0; at < content.length; ) at += writeSync(file, content, at);
    closeSync(file);
    return 0;
  } catch (error) {
    console.error(`${from} cannot be read: ${error.message}`);
    return damaged;
  }
}

function flush(file) {
  fsyncSync(file);
  closeSync(file);
}

/** Of copies that were killed. A younger one may be at work: one that a killed Postgres started ends by itself. */
function removeOldDrafts(folder) {
  for (const name of readdirSync(folder).filter((one) => one.endsWith(draftEnding))) {
    const draft = path.join(folder, name);
    const { mtimeMs } = statSync(draft, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > draftLifeMs) rmSync(draft, { force: true });
  }
}
