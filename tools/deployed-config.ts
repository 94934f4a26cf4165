import type { Config } from '#core/config.ts';

/** Beside each bundle, where the functions look for it, and below dist/ for Terraform. */
export const CONFIG_NAME = 'threadwell.config.json';

/** The configuration as it is deployed: with every default written out, so that Terraform knows none of them. */
export function deployedConfig({ folder: _, ...config }: Config): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** What functions on AWS would refuse their work for, one sentence each. Nothing of it keeps anybody from a trial build. */
export function lacksForAws({ tickets, assistant, triage, sites }: Config): string[] {
  const { answer, reader, ticket } = assistant.converse ?? {};
  const onThisMachine = sites.flatMap(({ start }) => start).find((address) => isLoopback(new URL(address).hostname));
  return [
    ...(tickets.zendesk ? [] : ['the configuration has no `tickets.zendesk`; functions on AWS answer nobody without it']),
    ...(assistant.name === 'converse' && !assistant.converse
      ? ['the converse assistant has no model; add `assistant.converse.answer` to the configuration']
      : []),
    ...(assistant.name === 'converse' && [answer, reader, ticket].some(isElsewhere)
      ? ['a model of `assistant.converse` is not Bedrock’s; functions on AWS ask no other']
      : []),
    ...(isElsewhere(triage.model) ? ['`triage.model` is not Bedrock’s; functions on AWS ask no other'] : []),
    ...(onThisMachine ? [`the site ${onThisMachine} is on this machine, where no crawl on AWS finds it`] : []),
  ];
}

type ModelService = Config['triage']['model'];

/** Functions have no way to a server of one's own. */
function isElsewhere(service: ModelService): boolean {
  return service !== undefined && service.provider !== 'bedrock';
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
