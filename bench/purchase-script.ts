import { createHash } from 'node:crypto';
import { purchaseLookUp } from '@/lib/domain/sales/sales/look-up-purchase.sql';
import { eagerPurchase } from '@/lib/domain/sales/sales/sell-stock.sql';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

type Buyer = Context<KeyActor> & { key: string };

/** What one purchase asks of the database, as a pgbench script: whose key, what of the purchase is known, the sale. */
export function purchaseScript(buyers: Buyer[], product: { id: number; value: string; amountPaisa: number }): string {
  const digests = buyers.map(({ key }) => `'${createHash('sha256').update(key).digest('hex')}'`);
  const at = (list: (string | number)[]) => `(array[${list.join(',')}])[:buyer]`;
  const reference = `('pgbench-' || :reference::text)`;
  const integrator = at(buyers.map(({ actor }) => actor.integratorId));
  const key = at(buyers.map(({ actor }) => actor.id));
  const bound = (text: string, values: string[]) =>
    text
      .replaceAll(/\$(\d+)/g, (_, at) => values[Number(at) - 1] ?? '')
      // pgbench takes what follows a colon for a variable of its own.
      .replaceAll(/'\{(\w+):(\w+)\}'/g, "('{$1:' || '$2}')::text[]")
      .replaceAll(/:(?=MI|SS)/g, ":' || '");
  const request = `jsonb_build_array(jsonb_build_object('ord', 0, 'reference', ${reference}, 'integrator_id', ${integrator},
    'api_key_id', ${key}, 'user_id', null, 'product_id', ${product.id}, 'expected_paisa', ${product.amountPaisa},
    'at', now(), 'actor_kind', 'key', 'actor_name', 'bench'))`;
  return `\\set reference random(1, 9000000000000000)
\\set buyer 1 + :client_id % ${buyers.length}
select k.id, k.integrator_id, i.name, k.scopes, k.expires_at, k.revoked_at, k.last_used_at, i.disabled_at
  from api_keys k join integrators i on i.id = k.integrator_id where k.digest = decode(${at(digests)}, 'hex');
${bound(purchaseLookUp, [reference, integrator, `'${product.value}'`])};
${bound(eagerPurchase, [request])};
`;
}
