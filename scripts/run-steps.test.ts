import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Result, runSteps, type Step, stepTable } from './run-steps';
import { print, run } from './run-tool';

let printed: string;
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += chunk.toString();
    return true;
  });
});

/** Steps that end on request, and the names of those that have begun. */
function controlled() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const step = (name: string, more: Partial<Step> = {}): Step => ({
    name,
    async work() {
      begun.push(name);
      print(`${name} begins`);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      print(`${name} ends`);
    },
    ...more,
  });
  const waitFor = (name: string) => vi.waitFor(() => expect(begun).toContain(name), { timeout: 30_000 });
  return { begun, step, waitFor, end: (name: string) => ends.get(name)?.() };
}

const outcomes = (results: Result[]) => results.map(({ name, outcome }) => `${name} ${outcome}`);

describe('steps', () => {
  it('run side by side, each after those it needs, and print without mixing', async () => {
    const { begun, step, waitFor, end } = controlled();
    const all = runSteps([step('first'), step('second'), step('last', { needs: ['first', 'second'] })]);
    await waitFor('second');
    expect(begun).toEqual(['first', 'second']);
    end('second');
    end('first');
    await waitFor('last');
    end('last');
    expect(outcomes(await all)).toEqual(['first passed', 'second passed', 'last passed']);
    expect(printed.split('\n').filter((line) => / (begins|ends)$/.test(line))).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second ends',
      'last begins',
      'last ends',
    ]);
  });

  it('that want every core run alone', async () => {
    const { begun, step, waitFor, end } = controlled();
    const all = runSteps([step('light'), step('heavy', { cores: 64 })]);
    await waitFor('light');
    expect(begun).toEqual(['light']);
    end('light');
    await waitFor('heavy');
    end('heavy');
    expect(outcomes(await all)).toEqual(['light passed', 'heavy passed']);
  });

  it('that need one that failed do not run; the others do', async () => {
    const fails: Step = { name: 'fails', work: () => Promise.reject(new Error('for a reason')) };
    const passes: Step = { name: 'passes', work: async () => {} };
    const results = await runSteps([
      fails,
      { ...passes, name: 'needs it', needs: ['fails'] },
      { ...passes, name: 'needs that', needs: ['needs it'] },
      passes,
    ]);
    expect(outcomes(results)).toEqual(['fails failed', 'needs it not run', 'needs that not run', 'passes passed']);
    expect(printed).toContain('✗ fails: for a reason');
  });

  it('show the Node of their processes, and the words of a tool in their place', async () => {
    const results = await runSteps([{ name: 'tool', work: () => run('node', ['-e', 'console.log("hello")']) }]);
    expect(results).toMatchObject([{ outcome: 'passed', node: `${process.version} (1)` }]);
    expect(printed).toContain('hello\n');
  });

  it('fail with a tool that fails', async () => {
    const results = await runSteps([{ name: 'tool', work: () => run('node', ['-e', 'process.exit(3)']) }]);
    expect(outcomes(results)).toEqual(['tool failed']);
    expect(printed).toContain('failed (3)');
  });
});

it('the table has when each step began and how long it took', () => {
  const passed = { outcome: 'passed', node: 'v24.0.0 (2)' } as const;
  const table = stepTable(
    [
      { name: 'One', startedAfterMs: 0, tookMs: 1_500, ...passed },
      { name: 'Another', startedAfterMs: 500, tookMs: 61_040, ...passed, outcome: 'failed' },
    ],
    61_540,
  );
  expect(table.split('\n')).toEqual([
    '  Step        Start      Time  Node (processes)',
    '  One         0.0 s     1.5 s  v24.0.0 (2)',
    '✗ Another     0.5 s    61.0 s  v24.0.0 (2)',
    '  Total                61.5 s',
  ]);
});
