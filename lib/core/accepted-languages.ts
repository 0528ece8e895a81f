/** The languages of an `Accept-Language` header without their regions, the most wanted first: `pt-BR, en;q=0.5` → `pt`, `en`. */
export function acceptedLanguages(header: string | null): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [name = '', weight] = part.trim().split(';q=');
      return { name: name.toLowerCase().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ name }) => name);
}
