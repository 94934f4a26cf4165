import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '#core/config.ts';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import { noProgress } from '#core/ports/progress.ts';
import type { SolvedTickets } from '#core/ports/solved-tickets.ts';

type Ports = Pick<Platform, 'drafts' | 'files' | 'clock' | 'log' | 'model'>;

/**
 * The distiller inside a function: it reads mail from a disk, so the ticket lies on this one while it is read, and not longer. Under its own
 * name, since drafts say where their mail lies: the same ticket gives the same draft on both platforms.
 */
export function solvedTickets({ mail }: Pick<Config, 'mail'>, ports: Ports): SolvedTickets {
  return {
    async distil(file) {
      const content = await ports.files.read(file);
      if (content === null) throw new UpstreamFailed(`${file} is gone; solve the ticket again`);
      // The mail parser takes a part of a second to load: only who distils waits for it.
      const { distill } = await import('../../pipelines/email-distill/distill.ts');
      const folder = await mkdtemp(path.join(tmpdir(), 'solved-ticket-'));
      try {
        const copy = path.join(folder, path.basename(file));
        await writeFile(copy, content, { mode: 0o600 });
        const support = { domains: mail.supportDomains, addresses: mail.supportAddresses };
        const { titles, refused } = await distill({ paths: [copy], support, tags: mail.tags }, { ...ports, progress: noProgress });
        return { titles: titles.map(({ title }) => title), refused };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
