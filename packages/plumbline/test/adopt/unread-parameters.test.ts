import type { Options } from '@mikro-orm/core';
import { expect, test } from 'vitest';
import { unreadParameters } from '../../src/connection/index.ts';
import { manifest, StrangersProject } from '../setup/project.ts';

const URL = 'postgresql://a:b@127.0.0.1:1/c';

test.each<[string, Partial<Options>, string | undefined]>([
  ['nothing', { clientUrl: URL }, undefined],
  ['the schema, which is read', { clientUrl: `${URL}?schema=sales` }, undefined],
  ['sslmode', { clientUrl: `${URL}?sslmode=require` }, 'sslmode'],
  ['several', { clientUrl: `${URL}?schema=a&sslmode=require&sslrootcert=ca.pem` }, 'sslmode, sslrootcert'],
  ['one of pg alone', { clientUrl: `${URL}?application_name=shop` }, 'application_name'],
  [
    'sslmode beside TLS in driverOptions',
    { clientUrl: `${URL}?sslmode=require`, driverOptions: { ssl: true } },
    undefined,
  ],
  [
    'sslmode beside driverOptions that are asked for',
    { clientUrl: `${URL}?sslmode=require`, driverOptions: () => ({}) },
    undefined,
  ],
  ['no address', { host: '127.0.0.1' }, undefined],
  ['no URL', { clientUrl: 'nonsense?sslmode=require' }, undefined],
])('of an address with %s, what is not read is named', (_, options, named) => {
  const problem = unreadParameters(options, {});
  expect(problem?.message).toBe(named && `clientUrl says ${named}, which MikroORM does not read`);
});

test('an address in the environment is looked at, too', () => {
  expect(unreadParameters({}, { MIKRO_ORM_CLIENT_URL: `${URL}?sslmode=require` })?.message).toContain('sslmode');
});

test('a command warns of it, once', async () => {
  const project = await StrangersProject.create({
    'package.json': manifest({ type: 'module' }),
    'mikro-orm.config.js': `import { adopt } from 'mikro-orm-plumbline';

export default adopt({
  clientUrl: '${URL}?sslmode=require',
  entities: [],
  discovery: { warnWhenNoEntities: false },
});
`,
  });
  const { code, stderr } = await project.plumb('heads');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^warning: clientUrl says sslmode, .*driverOptions: \{ ssl: true \}.*\n$/),
  });
});
