const STORED = 'threadwell-curator';

/** The name that signs decisions made in this browser; empty until somebody gave one: then the server signs with its owner's. */
export const curatorName = (): string => localStorage.getItem(STORED) ?? '';
export const setCuratorName = (name: string): void => localStorage.setItem(STORED, name);
