import { explain } from '../explain';

/** Runs a command that opens what it needs by itself; ends the process with 1 and one plain message when it fails. */
export async function runAlone(usage: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isMisuse = error instanceof Error && (/^--/.test(error.message) || isOfArguments(error));
    console.error(isMisuse ? `${error.message}\n${usage}` : explain(error));
    process.exitCode = 1;
  }
}

const isOfArguments = (error: NodeJS.ErrnoException) => error.code?.startsWith('ERR_PARSE_ARGS') ?? false;
