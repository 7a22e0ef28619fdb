import { onServer, server } from '../support/engines.ts';
import { adoptsEveryLegacyState } from './property.ts';

onServer('adoption', () => adoptsEveryLegacyState(server));
