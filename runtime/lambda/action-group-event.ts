import { z } from 'zod';
import { InvalidInput } from '#core/domain/errors.ts';

const property = z.object({ name: z.string(), value: z.unknown() });
const schema = z.object({
  sessionId: z.string(),
  actionGroup: z.string(),
  apiPath: z.string(),
  httpMethod: z.string(),
  parameters: z.array(property).nullish(),
  requestBody: z.object({ content: z.record(z.string(), z.object({ properties: z.array(property).nullish() })) }).nullish(),
  sessionAttributes: z.record(z.string(), z.string()).nullish(),
});
export type ActionGroupEvent = z.infer<typeof schema>;

/** An event of an action group with an OpenAPI schema. Throws InvalidInput for anything else. */
export function readActionGroupEvent(event: unknown): ActionGroupEvent {
  const parsed = schema.safeParse(event);
  if (!parsed.success)
    throw new InvalidInput(`the event is none of an action group with an OpenAPI schema: \`${parsed.error.issues[0]?.path.join('.')}\``);
  return parsed.data;
}

/** Which offer the call is about: as our own code told the agent's tools, else as the model repeats it. Empty where nobody says. */
export function confirmationOf({ sessionAttributes, parameters, requestBody }: ActionGroupEvent): string {
  const bodies = Object.values(requestBody?.content ?? {}).flatMap(({ properties }) => properties ?? []);
  const said = [...(parameters ?? []), ...bodies].find(({ name }) => name === 'confirmationId')?.value;
  return sessionAttributes?.confirmationId ?? (typeof said === 'string' ? said : '');
}

/** The answer: what the call was is repeated, and the body is text. */
export function toActionGroupResult({ actionGroup, apiPath, httpMethod }: ActionGroupEvent, httpStatusCode: number, body: object) {
  return {
    messageVersion: '1.0',
    response: {
      actionGroup,
      apiPath,
      httpMethod,
      httpStatusCode,
      responseBody: { 'application/json': { body: JSON.stringify(body) } },
    },
  };
}
