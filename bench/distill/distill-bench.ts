import type { Bench } from '../bench.ts';
import { benchClean, formatClean } from './clean/clean-bench.ts';
import { benchHostile, formatHostile } from './clean/hostile-bench.ts';
import { benchArchive, benchMail, formatMail } from './mail/mail-bench.ts';
import { benchMask, formatMask } from './mask/mask-bench.ts';
import { writeBench } from './write/write-bench.ts';

/** Mail to drafts, beside what else one could use. */
export const distillBench: Bench = {
  parts: {
    clean: async () => {
      const [mails, hostile] = [await benchClean(), await benchHostile()];
      return { text: `${formatClean(mails)}\n\n${formatHostile(hostile)}`, json: { mails, hostile } };
    },
    mail: async ({ threads }) => {
      const json = await benchMail(threads);
      return { text: formatMail('Mail', json), json };
    },
    archive: async ({ threads }) => {
      const json = await benchArchive(threads);
      return { text: formatMail('Archive', json), json };
    },
    mask: async () => {
      const json = benchMask();
      return { text: formatMask(json), json };
    },
    write: writeBench,
  },
};
