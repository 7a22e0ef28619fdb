/** The values of the native enums, in the order that PostgreSQL sorts them by. */
export const ASSET_TYPE = ['image', 'video', 'diagram', 'screenshot', 'document'] as const;
export const CAPABILITY_HEALTH = ['healthy', 'degraded', 'unavailable'] as const;
export const COST_TIER = ['free', 'low', 'medium', 'high', 'premium'] as const;
export const EXECUTION_STATUS = ['pending', 'running', 'success', 'failed', 'skipped'] as const;
export const JOB_STATUS = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;
