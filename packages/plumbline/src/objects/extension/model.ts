import type { Fact } from '../../catalog/index.ts';

export interface ExtensionFacts {
  schema: string;
}

export interface ExtensionModel {
  facts: ExtensionFacts;
  details: { version: string };
  parent: null;
}

export const words = ({ schema }: ExtensionFacts): Record<keyof ExtensionFacts, Fact> => ({ schema });
