/** What people write for a choice next to its own name, as the desk calls it in English, Nepali and Portuguese; in lower case. */
const choiceWords: Readonly<Record<string, readonly string[]>> = {
  rental: ['rent', 'भाडा', 'aluguel'],
  purchase: ['buy', 'खरिद', 'compra'],
  available: ['on', 'खुला', 'ligado'],
  unavailable: ['off', 'बन्द', 'desligado'],
  once: ['एक पटक', 'uma vez'],
  repeating: ['multiple months', 'धेरै महिना', 'vários meses', 'varios meses'],
  forever: ['सधैँ', 'सधैं', 'para sempre'],
  public: ['own code', 'आफ्नै कोड', 'código próprio', 'codigo proprio'],
  restricted: ['issued codes', 'जारी कोड', 'códigos emitidos', 'codigos emitidos'],
  everyone: ['सबै जना', 'todos'],
  members: ['members of user groups', 'प्रयोगकर्ता समूहका सदस्य', 'membros de grupos de usuários'],
  new: ['new customers', 'नयाँ ग्राहक', 'novos clientes'],
  active: ['current customers', 'हालका ग्राहक', 'clientes atuais'],
  lapsed: ['customers who left', 'छोडेका ग्राहक', 'clientes que saíram'],
};

const yes = ['true', 'yes', '1', 'हो', 'sim'];
const no = ['false', 'no', '0', 'होइन', 'não', 'nao'];

/** One of the values; what is none of them stays, for its schema to refuse. */
export function readChoice(cell: string, values: readonly string[]): string {
  const written = plain(cell);
  return values.find((value) => choiceWords[value]?.includes(written)) ?? written;
}

/** What is neither yes nor no stays. */
export function readBoolean(cell: string): boolean | string {
  const written = plain(cell);
  if (yes.includes(written)) return true;
  return no.includes(written) ? false : cell;
}

const plain = (cell: string) => cell.normalize('NFC').toLowerCase();
