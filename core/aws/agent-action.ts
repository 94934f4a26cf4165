/** An operation of an OpenAPI action group. */
type AgentAction = { readonly actionGroup: string; readonly httpMethod: string; readonly apiPath: string };

/** In one word for those who need not know its parts: `zendesk POST /support/tickets`. */
export function formatAction({ actionGroup, httpMethod, apiPath }: AgentAction): string {
  return `${actionGroup} ${httpMethod} ${apiPath}`;
}

export function parseAction(action: string): AgentAction | null {
  const [, actionGroup, httpMethod, apiPath] = /^([\w-]+) ([A-Z]+) (\/\S*)$/.exec(action) ?? [];
  return actionGroup && httpMethod && apiPath ? { actionGroup, httpMethod, apiPath } : null;
}
