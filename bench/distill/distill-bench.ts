import type { Bench } from '../run.ts';
import { benchArchive, benchMail, formatMail } from './mail/mail-bench.ts';
import { benchMask, formatMask } from './mask/mask-bench.ts';
import { writeBench } from './write/write-bench.ts';

/** Mail to drafts, beside what else one could use. */
export const distillBench: Bench = {
  parts: {
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
