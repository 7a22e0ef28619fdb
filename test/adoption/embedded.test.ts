import { describe } from 'vitest';
import { embedded } from '../../packages/plumbline/test/support/engines.ts';
import { adoptsEveryLegacyState } from './property.ts';

describe(`adoption on ${embedded.name}`, () => adoptsEveryLegacyState(embedded));
