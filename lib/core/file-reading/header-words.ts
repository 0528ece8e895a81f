/** How a header is compared: lower case, composed, with single blanks for white space, dots, dashes and underscores. */
export function plainHeader(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s._:#*()[\]"'/-]+/gu, ' ')
    .trim();
}

/** What columns next to the wanted one are called, in English, Nepali and Portuguese. */
const others = new Set(
  [
    'no, nr, n, s n, sn, sno, s no, sl no, number, row, line, id, serial, serial no, serial nr, serial number, name, title',
    'description, note, notes, remark, remarks, comment, type, kind, status, state, batch, product, plan, group, amount, value',
    'price, discount, percent, currency, quantity, qty, count, date, created, created at, issued at, sold at, redeemed at',
    'deleted at, expires, expires at, expiry, expiry date, valid from, valid until, valid to, usage, usage limit, limit, used',
    'email, phone, mobile, customer, user, url',
    'क्र सं, क्रम, क्रम संख्या, सि नं, संख्या, नाम, सिरियल, सिरियल नम्बर, विवरण, टिप्पणी, कैफियत, प्रकार, स्थिति, रकम, मूल्य, छुट',
    'मिति, म्याद, फोन, इमेल, ग्राहक',
    'nº, n º, número, numero, núm, série, número de série, numero de serie, nome, descrição, descricao, nota, observação, tipo',
    'estado, situação, lote, produto, plano, grupo, valor, preço, preco, desconto, moeda, quantidade, data, validade, válido até',
    'valido ate, limite, usos, telefone, telemóvel, cliente',
  ].flatMap((line) => line.split(', ')),
);
export const isOtherHeader = (text: string): boolean => others.has(plainHeader(text));

const totals = new Set(
  'total, totals, sum, subtotal, sub total, grand total, summe, total geral, soma, जम्मा, कुल, कुल जम्मा, योग'.split(', '),
);

/** Whether a cell names the sum of the rows above it, which is no row of data. */
export const isTotal = (text: string): boolean => totals.has(plainHeader(text));
