import { analysisSettings } from '#core/domain/triage-settings.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { type AnalysisPorts, analyseRequest } from './analysis/analyse-request.ts';
import type { Analyse, TriageSettings } from './triage-ports.ts';

type Configured = Parameters<typeof analysisSettings>[0] & { readonly triage: { readonly zendesk: Omit<TriageSettings, 'ownEmail'> } };
type Ports = Omit<AnalysisPorts, 'assistant' | 'settings'> & {
  /** Our own account at the desk. */
  readonly deskEmail: string;
};

/** What triage goes by: how requests are read, and how the desk is set up. The same on both platforms. */
export function triagePorts(
  config: Configured,
  { deskEmail, ...ports }: Ports,
  assistant: Assistant,
): { readonly analyse: Analyse; readonly settings: TriageSettings } {
  const settings = analysisSettings(config);
  return {
    analyse: (request) => analyseRequest(request, { ...ports, assistant, settings }),
    settings: { ...config.triage.zendesk, ownEmail: deskEmail },
  };
}
