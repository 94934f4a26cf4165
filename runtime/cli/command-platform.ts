import type { Config } from '#core/config.ts';
import type { OpenPlatform } from '#core/platform.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';

/** What a command works with that does the same here and on a deployed stack. */
export type CommandPlatform = Omit<Platform, 'workFiles' | 'mayReadPrivateHosts'> & {
  readonly isDeployed: boolean;
  /** The assistant that a configuration names. Throws InvalidInput where platform or configuration lacks its part. */
  assistantOf(config: Config): Promise<Assistant>;
};

/** This machine. Only who asks an assistant loads one. */
export function platformHere(platform: OpenPlatform): CommandPlatform {
  return {
    ...platform,
    isDeployed: false,
    assistantOf: async (config) => (await import('./assistant.ts')).configuredAssistant(config, platform),
  };
}
