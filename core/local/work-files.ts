import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { WorkFiles } from '#core/ports/work-files.ts';

/** Work files below a folder of this machine, which keeps them by itself. */
export function localWorkFiles(root: string): WorkFiles {
  return {
    async open(name) {
      if (!name.split('/').every((segment) => /^[A-Za-z0-9=-][A-Za-z0-9._=-]{0,254}$/.test(segment)))
        throw new InvalidInput(
          `\`${name.slice(0, 120)}\` is no name of a work file; use segments of A-Z a-z 0-9 . _ = - with / between them`,
        );
      const file = path.resolve(root, ...name.split('/'));
      await mkdir(path.dirname(file), { recursive: true });
      return { path: file, keep: async () => {} };
    },
  };
}
