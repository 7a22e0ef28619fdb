import { DefaultLogger, type LogContext, type Logger, type LoggerOptions } from '@mikro-orm/core';
import { visible } from '../problem/index.ts';

/** MikroORM's logger, with what steers a terminal shown: names and values in statements come from others. */
export const visibleLogger = (options: LoggerOptions): Logger => new VisibleLogger(options);

class VisibleLogger extends DefaultLogger {
  override log(...[namespace, message, context]: Parameters<DefaultLogger['log']>): void {
    // a query has MikroORM's colours in it by now
    const isQuery = context !== undefined && 'query' in context;
    super.log(namespace, isQuery ? message : visible(message), context);
  }

  override logQuery(context: { query: string } & LogContext): void {
    super.logQuery({ ...context, query: visible(context.query) });
  }
}
