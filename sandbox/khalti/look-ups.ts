import { type Answer, bulkEntryOf, credits, refusal, rupees, statusOf } from './answers';
import type { Books } from './books';

/** The service's GET calls; `query` has passed the token check. */
export const lookUps = {
  products(_query: URLSearchParams, books: Books): Answer {
    const offered = [...books.products.values()].filter((product) => !product.withdrawn && !books.isSoldOut(product));
    const data = offered.map(({ idx, name, value, amountPaisa }) => ({
      idx,
      name,
      value,
      amount: rupees(amountPaisa),
    }));
    return { status: 200, json: { status: true, data } };
  },

  balance(_query: URLSearchParams, books: Books): Answer {
    return { status: 200, json: credits(books) };
  },

  status(query: URLSearchParams, books: Books): Answer {
    const reference = query.get('reference');
    return reference ? statusOf(look(books, reference)) : refusal('1012');
  },

  bulk(query: URLSearchParams, books: Books): Answer {
    const references = (query.get('references') ?? '').split(',').filter(Boolean);
    const length = Number(query.get('reference_length'));
    if (references.length === 0) return refusal('1012');
    if (length !== references.length || length > 100) {
      return refusal('1010', { reference_length: 'must equal the number of references, at most 100' });
    }
    const detail = references.map((reference) => bulkEntryOf(reference, look(books, reference)));
    return { status: 200, json: { status: true, message: 'Success', detail } };
  },
};

function look(books: Books, reference: string) {
  const sale = books.sales.get(reference);
  if (sale) books.countLookUp(sale);
  return sale;
}
