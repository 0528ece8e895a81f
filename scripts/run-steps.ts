import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { print, surroundings } from './run-tool';

export type Step = {
  name: string;
  work: () => Promise<unknown>;
  /** Cores that it keeps busy, 1 by default; it waits until they are free. */
  cores?: number;
  /** Names of the steps that have to pass first. */
  needs?: string[];
};

export type Result = {
  name: string;
  outcome: 'passed' | 'failed' | 'not run';
  /** Since the first step began. */
  startedAfterMs: number;
  tookMs: number;
  /** The Node versions of the processes that the step started, and how many there were. */
  node: string;
};

/**
 * Runs the steps in their order, and side by side where cores are free. One that fails holds up only those that need it.
 * Their output never mixes: that of the oldest running step is passed on at once, that of the others when its turn comes.
 */
export async function runSteps(steps: Step[]): Promise<Result[]> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-steps-'));
  const began = performance.now();
  const results = new Map<string, Result>();
  const transcript = makeTranscript();
  const all = Math.max(2, availableParallelism());
  let free = all;
  let waiting = [...steps];
  const running = new Set<Promise<void>>();

  const finish = (step: Step, result: Omit<Result, 'name'>) => results.set(step.name, { name: step.name, ...result });

  async function start(step: Step, cores: number): Promise<void> {
    const started = performance.now();
    const nodeLog = path.join(scratch, `${results.size}-${running.size}-${waiting.length}`);
    writeFileSync(nodeLog, '');
    const { write, end } = transcript.begin();
    const outcome = await surroundings.run({ env: watchedNode(nodeLog), write }, async () => {
      print(`\n── ${step.name}`);
      try {
        await step.work();
        return 'passed' as const;
      } catch (error) {
        print(`\n✗ ${step.name}: ${error instanceof Error ? error.message : error}`);
        return 'failed' as const;
      }
    });
    end();
    const startedAfterMs = started - began;
    finish(step, { outcome, startedAfterMs, tookMs: performance.now() - started, node: readVersions(nodeLog) });
    free += cores;
  }

  /** Starts what can start now, and settles what can no longer. */
  function advance(): void {
    waiting = waiting.filter((step) => {
      const needed = (step.needs ?? []).map((name) => results.get(name)?.outcome);
      if (needed.some((outcome) => outcome === 'failed' || outcome === 'not run')) {
        finish(step, { outcome: 'not run', startedAfterMs: performance.now() - began, tookMs: 0, node: 'none (0)' });
        return false;
      }
      const cores = Math.min(step.cores ?? 1, all);
      if (needed.some((outcome) => outcome === undefined) || cores > free) return true;
      free -= cores;
      const done: Promise<void> = start(step, cores).finally(() => running.delete(done));
      running.add(done);
      return false;
    });
  }

  try {
    for (advance(); running.size > 0; advance()) await Promise.race(running);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return steps.flatMap(({ name }) => results.get(name) ?? []);
}

/** Every Node process that a step starts runs `assert-node.cjs` first, which ends it unless it is Node 24. */
function watchedNode(log: string): Record<string, string> {
  const preload = `--require="${path.resolve('scripts/assert-node.cjs')}"`;
  return {
    NODE_OPTIONS: [process.env.NODE_OPTIONS, preload].filter(Boolean).join(' '),
    CHECK_NODE_LOG: log,
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
  };
}

function readVersions(log: string): string {
  const versions = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  return `${[...new Set(versions)].join(', ') || 'none'} (${versions.length})`;
}

function makeTranscript() {
  type Part = { held: (string | Buffer)[]; ended: boolean };
  const parts: Part[] = [];

  function flush(): void {
    for (let first = parts[0]; first; first = parts[0]) {
      for (const chunk of first.held.splice(0)) process.stdout.write(chunk);
      if (!first.ended) return;
      parts.shift();
    }
  }

  return {
    begin() {
      const part: Part = { held: [], ended: false };
      parts.push(part);
      return {
        write(chunk: string | Buffer) {
          part.held.push(chunk);
          if (part === parts[0]) flush();
        },
        end() {
          part.ended = true;
          flush();
        },
      };
    },
  };
}

/** The steps with when they began and how long they took; those that ran side by side each show their own time. */
export function stepTable(results: Result[], totalMs: number): string {
  const width = Math.max(...results.map(({ name }) => name.length)) + 2;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`.padStart(9);
  const marks = { passed: ' ', failed: '✗', 'not run': '–' };
  const rows = results.map(({ name, outcome, startedAfterMs, tookMs, node }) =>
    [`${marks[outcome]} ${name}`.padEnd(width), seconds(startedAfterMs), seconds(tookMs), ` ${node}`].join(' '),
  );
  const head = ['  Step'.padEnd(width), 'Start'.padStart(9), 'Time'.padStart(9), ' Node (processes)'].join(' ');
  return [head, ...rows, `${'  Total'.padEnd(width)} ${' '.repeat(9)} ${seconds(totalMs)}`].join('\n');
}
