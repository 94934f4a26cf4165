import type { Config } from '#core/config.ts';

/** Beside each bundle, where the functions look for it, and below dist/ for Terraform. */
export const CONFIG_NAME = 'threadwell.config.json';

/** The configuration as it is deployed: with every default written out, so that Terraform knows none of them. */
export function deployedConfig({ folder: _, ...config }: Config): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** What functions on AWS would refuse their work for, one sentence each. Nothing of it keeps anybody from a trial build. */
export function lacksForAws({ tickets, assistant, sites }: Config): string[] {
  const onThisMachine = sites.flatMap(({ start }) => start).find((address) => isLoopback(new URL(address).hostname));
  return [
    ...(tickets.zendesk ? [] : ['the configuration has no `tickets.zendesk`; functions on AWS answer nobody without it']),
    ...(assistant.name === 'converse' && !assistant.converse
      ? ['the converse assistant has no model; add `assistant.converse.answer` to the configuration']
      : []),
    ...(onThisMachine ? [`the site ${onThisMachine} is on this machine, where no crawl on AWS finds it`] : []),
  ];
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
