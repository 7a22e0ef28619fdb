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

const salesTouch = touchUpdatedAt('sales_touch_updated_at');
const supplyTouch = touchUpdatedAt('supply_touch_updated_at');

export const functions = [salesTouch, supplyTouch];

export const touchSales = (trigger: string, table: string) => beforeUpdate(trigger, table, salesTouch);
export const touchSupply = (trigger: string, table: string) => beforeUpdate(trigger, table, supplyTouch);
