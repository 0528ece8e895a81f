import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { lexer, type Tokens } from 'marked';

/** A fenced sample of a guide, and what is shown below it: its answer as JSON, or what it prints. */
export type Sample = { language: string; text: string; answer: { language: string; text: string } | null };

const runners: Record<string, { command: string; file: string; asked: string[] }> = {
  sh: { command: 'sh', file: 'sample.sh', asked: ['-c', 'curl --version'] },
  js: { command: process.execPath, file: 'sample.mjs', asked: ['--version'] },
  python: { command: 'python3', file: 'sample.py', asked: ['--version'] },
  php: { command: 'php', file: 'sample.php', asked: ['--version'] },
  // A JRE alone runs no source.
  java: { command: 'java', file: 'Sample.java', asked: ['--describe-module', 'jdk.compiler'] },
};

/** Each language that is installed here. */
export const installed = Object.entries(runners).flatMap(([language, { command, asked }]) =>
  spawnSync(command, asked).status === 0 ? [language] : [],
);

export function samplesOf(markdown: string): Sample[] {
  const fences = lexer(markdown).filter((token): token is Tokens.Code => token.type === 'code');
  return fences.flatMap((fence, index) => {
    const language = fence.lang ?? '';
    if (!(language in runners)) return [];
    const next = fences[index + 1];
    const isAnswered = next && !((next.lang ?? '') in runners) && between(markdown, fence, next).trim() === '';
    return [{ language, text: fence.text, answer: isAnswered ? { language: next.lang ?? '', text: next.text } : null }];
  });
}

function between(markdown: string, one: Tokens.Code, other: Tokens.Code): string {
  const end = markdown.indexOf(one.raw) + one.raw.length;
  return markdown.slice(end, markdown.indexOf(other.raw, end));
}

/** What a program prints. @throws with all that it said when it fails */
export async function runSample(language: string, source: string, env: Record<string, string>): Promise<string> {
  const runner = runners[language];
  if (!runner) throw new Error(`Nothing runs ${language}.`);
  const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-sample-'));
  try {
    const file = path.join(scratch, runner.file);
    writeFileSync(file, source);
    // The desk of the test is on this machine, whatever proxy is between it and the internet.
    const direct = { NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
    const child = spawn(runner.command, [file], { env: { ...process.env, ...direct, ...env }, cwd: scratch });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    if (code !== 0) throw new Error(`It ended with ${code}.\n${out}\n${err}\n${source}`);
    return out;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const mark = '--- the next sample ---';

/** The shell samples of a page are one session: what the first sets, the next ones read. Returns what each prints. */
export async function runShellSession(samples: Sample[], env: Record<string, string>): Promise<string[]> {
  const source = ['set -eu', ...samples.map(({ text }) => `${text}\nprintf '\\n${mark}\\n'`)].join('\n');
  return (await runSample('sh', source, env)).split(`\n${mark}\n`).slice(0, samples.length);
}
