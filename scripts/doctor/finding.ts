/** `wrong`: the desk does not start, or does not do what it is to. `warning`: it does, and this is likely not meant. */
export type Finding = { level: 'ok' | 'warning' | 'wrong'; about: string; said: string; fix?: string };

export const ok = (about: string, said: string): Finding => ({ level: 'ok', about, said });
export const warning = (about: string, said: string, fix: string): Finding => ({ level: 'warning', about, said, fix });
export const wrong = (about: string, said: string, fix: string): Finding => ({ level: 'wrong', about, said, fix });
