import { roles } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanGive } from '@/lib/platform/context/permissions';
import { createRoleInput } from './schemas';
import { withFreeName } from './write-role';

/** Makes a role of chosen permissions. @throws Forbidden (one that the actor lacks), Invalid (the name is taken) */
export const createRole = operation(
  'team.write',
  createRoleInput,
  async (ctx, input): Promise<{ id: number }> => {
    assertCanGive(ctx, input.permissions);
    const at = { createdAt: ctx.now(), updatedAt: ctx.now() };
    return withFreeName(input.name, () =>
      inTransaction(ctx, async (tx) => {
        const [row] = await tx.db
          .insert(roles)
          .values({ ...input, ...at })
          .returning({ id: roles.id });
        if (!row) throw new Error('The role was not written.');
        await recordAudit(tx, { action: 'role.created', subjectKind: 'role', subjectId: row.id, data: input });
        return row;
      }),
    );
  },
  { freshProof: true },
);
