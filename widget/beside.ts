import type { Dictionary } from './strings.ts';

/** A module that lies beside the script, in the folder `widget`, loaded when it is needed. Rejects when it does not come. */
export const beside = <Module>(name: string): Promise<Module> => import(new URL(`widget/${name}.js`, import.meta.url).href);

/** The dictionary of a language; nothing for English, for languages that there is none for, and for one that does not come. */
export async function loadStrings(language: string): Promise<Partial<Dictionary>> {
  const [code] = /^(de|es|fr|ja)\b/.exec(language) ?? [];
  return code
    ? beside<{ default: Dictionary }>(code).then(
        (module) => module.default,
        () => ({}),
      )
    : {};
}
