import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MikroORM } from '@mikro-orm/core';
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { RunProject } from './run-project.ts';

onServer('A program that runs migrations by MikroORM’s migrator', () => {
  let project: RunProject;
  let database: TestDatabase;
  let orm: MikroORM;
  const told: string[] = [];

  beforeAll(async () => {
    project = await RunProject.create({
      Migration1: { up: ['create table item (id integer)'], down: ['drop table item'] },
      Migration2: { apart: true, up: ['create index concurrently item_id on item (id)'], down: ['drop index item_id'] },
      Migration3: { up: ['create table other (id integer)'], down: ['drop table other'] },
    });
    database = await server.create();
    for (const [name, value] of Object.entries(database.env)) vi.stubEnv(name, value);
    vi.stubEnv('PLUMBLINE_LOG', 'plain');
    const { default: options } = await import(join(project.folder, 'mikro-orm.config.js'));
    orm = await MikroORM.init(options);
    for (const event of ['migrating', 'migrated', 'reverting', 'reverted'] as const)
      orm.migrator.on(event, ({ name }) => void told.push(`${event} ${name}`));
  });
  afterAll(async () => {
    await orm.close();
    vi.unstubAllEnvs();
    await database.drop();
    await project.remove();
  });
  beforeEach(async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await orm.migrator.down({ to: 0 });
    told.length = 0;
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('hears of each one when it begins and when it is done, both ways', async () => {
    const ran = await orm.migrator.up();
    expect(ran.map(({ name }) => name)).toEqual(['Migration1', 'Migration2', 'Migration3']);
    expect(told).toEqual([
      'migrating Migration1',
      'migrated Migration1',
      'migrating Migration2',
      'migrated Migration2',
      'migrating Migration3',
      'migrated Migration3',
    ]);
    told.length = 0;
    await orm.migrator.down({ to: 'Migration1' });
    expect(told).toEqual([
      'reverting Migration3',
      'reverted Migration3',
      'reverting Migration2',
      'reverted Migration2',
    ]);
  });

  test('waits with the run for what a listener does', async () => {
    let written = false;
    const write = async (): Promise<void> => {
      await sleep(100);
      written = true;
    };
    orm.migrator.on('migrated', write);
    await orm.migrator.up({ to: '+1' });
    orm.migrator.off('migrated', write);
    expect(written).toBe(true);
  });

  test('has a span of the run and of each part under its own, with the error of one that fails', async () => {
    const exporter = new InMemorySpanExporter();
    const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(tracer);
    try {
      await tracer.getTracer('app').startActiveSpan('start-up', async span => {
        await orm.migrator.up();
        span.end();
      });
      const spans = exporter.getFinishedSpans();
      const named = new Map(spans.map(span => [span.name, span]));
      const parentOf = (name: string) =>
        spans.find(one => one.spanContext().spanId === named.get(name)?.parentSpanContext?.spanId)?.name;
      expect([...named.keys()].sort()).toEqual([
        'Migration1',
        'Migration2',
        'Migration3',
        'plumbline migration:up',
        'start-up',
      ]);
      expect(parentOf('plumbline migration:up')).toBe('start-up');
      for (const name of ['Migration1', 'Migration2', 'Migration3'])
        expect(parentOf(name)).toBe('plumbline migration:up');
      expect(named.get('plumbline migration:up')?.attributes).toEqual({ migrations: 3 });

      exporter.reset();
      await orm.migrator.down({ to: 'Migration2' });
      await database.sql('drop index item_id');
      await expect(orm.migrator.down()).rejects.toMatchObject({ code: 'PL200' });
      const failed = exporter.getFinishedSpans().filter(({ status }) => status.code === SpanStatusCode.ERROR);
      expect(failed.map(({ name }) => name).sort()).toEqual(['Migration2', 'plumbline migration:down']);
      expect(failed[0]?.events[0]?.attributes?.['exception.message']).toContain('a statement of Migration2 failed');
    } finally {
      trace.disable();
      context.disable();
    }
  });
});
