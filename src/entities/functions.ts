import { Routine } from '@mikro-orm/core';

/** Sets `updated_at` to the time of the transaction, before a row is updated. */
const touchUpdatedAt = (name: string) =>
  new Routine({
    name,
    type: 'function',
    params: {},
    returns: { runtimeType: 'any', columnType: 'trigger' },
    language: 'plpgsql',
    body: 'NEW.updated_at = now(); RETURN NEW;',
  });

/** A trigger that calls one of the functions before each updated row. */
const beforeUpdate = (trigger: string, table: string, { name }: Routine) => ({
  name: trigger,
  timing: 'before' as const,
  events: ['update' as const],
  expression: `create trigger "${trigger}" before update on "${table}" for each row execute function "${name}"()`,
});

const taskRegistryTouch = touchUpdatedAt('task_registry_touch_updated_at');
const multimodalTouch = touchUpdatedAt('multimodal_touch_updated_at');

export const functions = [taskRegistryTouch, multimodalTouch];

export const touchTaskRegistry = (trigger: string, table: string) => beforeUpdate(trigger, table, taskRegistryTouch);
export const touchMultimodal = (trigger: string, table: string) => beforeUpdate(trigger, table, multimodalTouch);
