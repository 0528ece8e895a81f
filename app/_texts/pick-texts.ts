/** The build parses a text with values in it, which is a list of its parts then. */
export type Texts = { [name: string]: string | unknown[] | Texts };

/** Of all texts those under these names, such as `sales.states`, at their places. */
export function pickTexts(all: Texts, names: readonly string[]): Texts {
  const picked: Texts = {};
  for (const name of names) {
    const steps = name.split('.');
    const last = steps.pop() ?? name;
    let [from, to] = [all, picked];
    for (const step of steps) {
      from = from[step] as Texts;
      to[step] ??= {};
      to = to[step] as Texts;
    }
    to[last] = from[last] ?? {};
  }
  return picked;
}
