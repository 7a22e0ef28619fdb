import { onServer, server } from '../../packages/plumbline/test/support/engines.ts';
import { adoptsEveryLegacyState } from './property.ts';

onServer('adoption', () => adoptsEveryLegacyState(server));
