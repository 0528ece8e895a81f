import type { openTestDatabase } from '@/db/testing';
import { inPieces, readAsProposed, withJobs, workerOf } from '@/lib/domain/coupons/imports/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { userGroupImport } from './user-groups';

const fileOf = (name: string, count: number) =>
  `name\n${Array.from({ length: count }, (_, at) => `${name} ${at}`).join('\n')}\n`;

/** Files of user groups, `NAME 0` to `NAME 49`, on their way in, and what there is of them. */
export function filesOfGroups(test: ReturnType<typeof openTestDatabase>, clock: { at: Date }) {
  const admin = prepared(() => makeUserContext(test.db, 'admin', () => clock.at));

  async function sentBy(person: Context<UserActor>, name: string, count: number) {
    const text = fileOf(name, count);
    const reading = await readAsProposed(userGroupImport, person, text);
    return { ...reading, fileName: `${name}.csv`, file: inPieces(text) };
  }
  /** Waits for its check. */
  const received = async (name: string, count: number, person: Context<UserActor> = admin): Promise<number> =>
    (await userGroupImport.receiveFile(person, await sentBy(person, name, count))).id;

  const checked = async (name: string, count: number, person: Context<UserActor> = admin): Promise<number> =>
    withJobs(userGroupImport).sent(person, await sentBy(person, name, count));

  /** Waits for its import. */
  async function started(name: string, count: number, person: Context<UserActor> = admin): Promise<number> {
    const id = await checked(name, count, person);
    await userGroupImport.startImport(person, { id });
    return id;
  }

  async function imported(name: string, count: number): Promise<number> {
    const id = await started(name, count);
    await userGroupImport.runImport(workerOf(admin), { uploadId: id });
    return (await userGroupImport.getFile(admin, { id })).imported?.id ?? 0;
  }

  const namesOf = async (name: string) => {
    const rows = await test.sql<{ name: string }[]>`
      select name from user_groups where name like ${`${name} %`} and archived_at is null`;
    return rows.map((row) => row.name);
  };
  const eventsOf = async (action: string, fileName: string) => {
    const rows = await test.sql`select data, actor_name from audit_events
      where action = ${action} and data ->> 'fileName' = ${fileName}`;
    return rows.map((row) => [row.data.count, row.actor_name]);
  };
  const piecesOf = async (id: number) => (await test.sql`select from table_upload_pieces where file_id = ${id}`).length;

  return { admin, received, checked, started, imported, namesOf, eventsOf, piecesOf };
}
