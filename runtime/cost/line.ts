import type { Price } from './prices.ts';

/** One position of an estimate. */
export type CostLine = {
  readonly service: string;
  readonly what: string;
  /** Of `unit`, such as 0.3 million calls. */
  readonly quantity: number;
  readonly unit: string;
  /** Dollars for one unit. */
  readonly price: number;
  readonly usd: number;
  /** `once` is not part of the monthly sum. */
  readonly when: 'month' | 'once';
  /** Whether published tables agree on the price; else it is from memory. */
  readonly priceSeen: boolean;
  /** Where AWS says what holds today. */
  readonly page: string;
};

export const MILLION = 1_000_000;
export const GB = 1_000_000_000;

/** A position; `quantity` is in the price's unit. */
export function costLine(service: string, what: string, quantity: number, price: Price, when: CostLine['when'] = 'month'): CostLine {
  const { usd, unit, seen, page } = price;
  return { service, what, quantity, unit, price: usd, usd: quantity * usd, when, priceSeen: seen === 'tables', page };
}
