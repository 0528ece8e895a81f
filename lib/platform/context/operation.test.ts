import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Forbidden, Invalid } from '@/lib/core/errors';
import type { UserActor } from './actor';
import type { Context } from './context';
import { noInput, operation } from './operation';
import type { Role } from './roles';

const contextOf = (role: Role) =>
  ({ actor: { kind: 'user', id: 1, role }, now: () => new Date() }) as unknown as Context<UserActor>;
const input = z.object({ name: z.string().trim().min(1, 'Enter a name.'), size: z.int('Enter a number.') });

describe('a use case', () => {
  it('runs with what its schema made of the input', async () => {
    const run = vi.fn(async (_ctx: Context, parsed: z.output<typeof input>) => parsed.name.length);
    const execute = operation('team.write', input, run);
    expect(await execute(contextOf('admin'), { name: ' Sita ', size: 1 })).toBe(4);
    expect(run).toHaveBeenCalledWith(expect.anything(), { name: 'Sita', size: 1 });
  });

  it('refuses an actor without the permission before it looks at the input', async () => {
    const run = vi.fn(async () => 1);
    const execute = operation('team.write', input, run);
    const key = { ...contextOf('viewer'), actor: { kind: 'key', scopes: [] } } as unknown as Context;
    await expect(execute(key, {} as never)).rejects.toBeInstanceOf(Forbidden);
    expect(run).not.toHaveBeenCalled();
  });

  it('names every bad field at once, whatever it is called with', async () => {
    const execute = operation('team.write', input, async () => 1);
    const refused = execute(contextOf('admin'), { name: '', size: Number.NaN } as never);
    await expect(refused).rejects.toBeInstanceOf(Invalid);
    await expect(refused).rejects.toMatchObject({ fields: { name: ['Enter a name.'], size: ['Enter a number.'] } });
    for (const odd of [undefined, null, 7, 'text', []]) {
      await expect(execute(contextOf('admin'), odd as never)).rejects.toBeInstanceOf(Invalid);
    }
  });

  it('called strictly refuses a key that it does not know, with what was likely meant, and runs nothing', async () => {
    const run = vi.fn(async () => 1);
    const { strict } = operation('team.write', input, run);
    const sent = { name: '', size: 1, sise: 2 };
    await expect(strict(contextOf('admin'), sent)).rejects.toMatchObject({
      fields: { name: ['Enter a name.'], sise: ['is not a field; did you mean size?'] },
    });
    const key = { ...contextOf('viewer'), actor: { kind: 'key', scopes: [] } } as unknown as Context;
    await expect(strict(key, sent)).rejects.toBeInstanceOf(Forbidden);
    expect(run).not.toHaveBeenCalled();
    expect(await strict(contextOf('admin'), { name: 'Sita', size: 1, other: undefined } as never)).toBe(1);
    expect(await operation('team.write', noInput, run).strict(contextOf('admin'))).toBe(1);
  });

  it('without input is called with its context alone', async () => {
    const execute = operation('team.write', noInput, async () => 1);
    expect(await execute(contextOf('admin'))).toBe(1);
    expect(await execute(contextOf('admin'), {})).toBe(1);
    await expect(execute(contextOf('admin'), 7 as never)).rejects.toBeInstanceOf(Invalid);
  });

  it('adds what only the database knows of the fields that parse, and asks for it only when others do not', async () => {
    const check = vi.fn(async () => ({ name: ['Taken.'] }));
    const execute = operation('team.write', input, async () => 1, { check });
    const refused = execute(contextOf('admin'), { name: ' Sita ', size: 'big', other: 1 } as never);
    await expect(refused).rejects.toMatchObject({ fields: { name: ['Taken.'], size: ['Enter a number.'] } });
    expect(check).toHaveBeenCalledExactlyOnceWith(expect.anything(), { name: 'Sita' });
    await execute(contextOf('admin'), { name: 'Sita', size: 1 });
    expect(check).toHaveBeenCalledTimes(1);
  });

  it('has its permission and its schema as properties, for documents and forms', () => {
    const execute = operation('team.write', input, async () => 1);
    expect(execute.permission).toBe('team.write');
    expect(execute.input).toBe(input);
  });
});
