import type { Config } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import type { Platform } from '#core/ports/platform.ts';
import { cleanFile } from './clean-file.ts';
import { distill } from './distill.ts';
import { cleanText, distillText } from './report-text.ts';

/** `distill PATH…`. */
export async function distillCommand(
  paths: readonly string[],
  mail: Config['mail'],
  ports: Pick<Platform, 'drafts' | 'files' | 'clock' | 'log' | 'progress'> & Partial<Pick<Platform, 'model'>>,
): Promise<CommandResult> {
  const support = { domains: mail.supportDomains, addresses: mail.supportAddresses };
  const report = await distill({ paths, support, tags: mail.tags }, ports);
  return { report, text: distillText(report), ok: true };
}

/** `clean FILE [--mask]`: shows the text unmasked unless asked, since it is the caller's own file. */
export async function cleanCommand(file: string, options: { readonly mask?: boolean } = {}): Promise<CommandResult> {
  const report = await cleanFile(file, options);
  return { report, text: cleanText(report), ok: true };
}
